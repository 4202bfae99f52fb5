/** ACL: users, what they may do, and what was refused to them. */
package io.gridscript.command.acl;
