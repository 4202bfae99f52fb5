/** The listener, the decoder and the sessions of the Redis protocol. */
package io.gridscript.resp;
