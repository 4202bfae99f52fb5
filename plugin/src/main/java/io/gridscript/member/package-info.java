/** The Hazelcast service: settings, life cycle and wiring of all rooms. */
package io.gridscript.member;
