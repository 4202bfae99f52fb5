package io.gridscript.grid.authority;

import java.util.UUID;

/**
 * Names a request that must not be carried out twice, however often it is sent.
 *
 * @param requester made anew whenever a member starts
 */
record RequestId(UUID requester, long number) {}
