/** Users and their rights over command specs. */
package io.gridscript.acl;
