/** Commands about the connection they come on, and about other connections. */
package io.gridscript.command.connection;
