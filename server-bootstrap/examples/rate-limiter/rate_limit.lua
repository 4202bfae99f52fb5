-- @name rate_limit
-- Lets somebody do something so many times within so many milliseconds.
--   KEYS[1] who; ARGV[1] how many times; ARGV[2] milliseconds
-- Returns how many times are left, or -1 for no.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window = redis.call('HMGET', KEYS[1], 'since', 'used')
local since, used = tonumber(window[1]), tonumber(window[2])
if not since or now - since >= tonumber(ARGV[2]) then
    since, used = now, 0
end
if used >= tonumber(ARGV[1]) then
    return -1
end
redis.call('HSET', KEYS[1], 'since', since, 'used', used + 1)
return ARGV[1] - used - 1
