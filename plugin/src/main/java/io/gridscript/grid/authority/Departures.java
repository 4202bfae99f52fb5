package io.gridscript.grid.authority;

/**
 * When members were lost that may still be alive somewhere and trust their copy: for as long as
 * their leases can last. Safe for all threads.
 */
final class Departures {

    private volatile long leasesUntil = System.nanoTime() - 1;

    /** A member is gone that had not given its lease up, as far as is known here. */
    void lost() {
        leasesUntil = System.nanoTime() + Lease.NANOS;
    }

    /**
     * Until when leases of members that are gone may be valid, if all others have just promised to
     * confirm no earlier authority any more.
     */
    long leasesUntil() {
        long now = System.nanoTime();
        return leasesUntil - now > 0 ? now + Lease.NANOS : leasesUntil;
    }
}
