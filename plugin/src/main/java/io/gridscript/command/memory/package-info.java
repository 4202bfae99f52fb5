/** MEMORY: what keys, scripts and the process take. */
package io.gridscript.command.memory;
