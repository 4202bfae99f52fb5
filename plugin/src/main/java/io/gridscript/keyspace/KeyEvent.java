package io.gridscript.keyspace;

import io.gridscript.reply.Ascii;
import java.util.Locale;

/**
 * What can happen to a key, under the names that Redis's keyspace notifications have for it: of
 * several commands that do the same to a key some have a name of their own.
 */
public enum KeyEvent {
    DEL(EventClass.GENERIC),
    EXPIRE(EventClass.GENERIC),
    PERSIST(EventClass.GENERIC),
    RENAME_FROM(EventClass.GENERIC),
    RENAME_TO(EventClass.GENERIC),
    MOVE_FROM(EventClass.GENERIC),
    MOVE_TO(EventClass.GENERIC),
    COPY_TO(EventClass.GENERIC),
    RESTORE(EventClass.GENERIC),

    SET(EventClass.STRING),
    SETRANGE(EventClass.STRING),
    SETBIT(EventClass.STRING),
    APPEND(EventClass.STRING),
    INCRBY(EventClass.STRING),
    INCRBYFLOAT(EventClass.STRING),

    LPUSH(EventClass.LIST),
    RPUSH(EventClass.LIST),
    LPOP(EventClass.LIST),
    RPOP(EventClass.LIST),
    LINSERT(EventClass.LIST),
    LSET(EventClass.LIST),
    LREM(EventClass.LIST),
    LTRIM(EventClass.LIST),
    SORTSTORE(EventClass.LIST),

    SADD(EventClass.SET),
    SREM(EventClass.SET),
    SPOP(EventClass.SET),
    SINTERSTORE(EventClass.SET),
    SUNIONSTORE(EventClass.SET),
    SDIFFSTORE(EventClass.SET),

    HSET(EventClass.HASH),
    HDEL(EventClass.HASH),
    HINCRBY(EventClass.HASH),
    HINCRBYFLOAT(EventClass.HASH),

    ZADD(EventClass.SORTED_SET),
    ZINCR(EventClass.SORTED_SET),
    ZREM(EventClass.SORTED_SET),
    ZREMRANGEBYRANK(EventClass.SORTED_SET),
    ZREMRANGEBYSCORE(EventClass.SORTED_SET),
    ZREMRANGEBYLEX(EventClass.SORTED_SET),
    ZPOPMIN(EventClass.SORTED_SET),
    ZPOPMAX(EventClass.SORTED_SET),
    ZUNIONSTORE(EventClass.SORTED_SET),
    ZINTERSTORE(EventClass.SORTED_SET),
    ZDIFFSTORE(EventClass.SORTED_SET),
    ZRANGESTORE(EventClass.SORTED_SET),

    XADD(EventClass.STREAM),
    XTRIM(EventClass.STREAM),
    XDEL(EventClass.STREAM),
    XSETID(EventClass.STREAM),
    XGROUP_CREATE("xgroup-create", EventClass.STREAM),
    XGROUP_SETID("xgroup-setid", EventClass.STREAM),
    XGROUP_DESTROY("xgroup-destroy", EventClass.STREAM),
    XGROUP_CREATECONSUMER("xgroup-createconsumer", EventClass.STREAM),
    XGROUP_DELCONSUMER("xgroup-delconsumer", EventClass.STREAM),

    EXPIRED(EventClass.EXPIRED),
    EVICTED(EventClass.EVICTED),
    NEW(EventClass.NEW),
    KEYMISS(EventClass.KEY_MISS);

    private final String text;
    private final int bit;

    KeyEvent(EventClass eventClass) {
        text = name().toLowerCase(Locale.ROOT);
        bit = eventClass.bit();
    }

    KeyEvent(String text, EventClass eventClass) {
        this.text = text;
        bit = eventClass.bit();
    }

    /** Its name in notifications. */
    public byte[] text() {
        return Ascii.bytes(text);
    }

    int bit() {
        return bit;
    }
}
