-- @name session
-- Reads and changes a session, which ends when nobody has asked for it for a while.
--   KEYS[1] the session's name; ARGV: fields and values, in turn, to be set
-- Returns its fields and values, in turn, and counts the visit.
for i = 1, #ARGV, 2 do
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
redis.call('HINCRBY', KEYS[1], 'visits', 1)
return redis.call('HGETALL', KEYS[1])
