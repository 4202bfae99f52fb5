/** MIGRATE: values on their way to another Redis server. */
package io.gridscript.command.migrate;
