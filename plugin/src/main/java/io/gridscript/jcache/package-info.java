/** Entry processors and the Java API over the same scripts. */
package io.gridscript.jcache;
