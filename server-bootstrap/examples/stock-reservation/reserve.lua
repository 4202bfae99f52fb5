-- @name reserve
-- Reserves pieces of a product for somebody, or gives them back.
--   KEYS[1] the product: a hash of what is free and what each has reserved
--   ARGV[1] who; ARGV[2] how many, negative to give back
-- Returns how many are free then; the error SOLDOUT when there are too few.
local free = tonumber(redis.call('HGET', KEYS[1], 'free') or '0')
local wanted = tonumber(ARGV[2])
local mine = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if wanted > free then
    return redis.error_reply('SOLDOUT only ' .. free .. ' left')
end
if mine + wanted < 0 then
    return redis.error_reply('ERR only ' .. mine .. ' are reserved for ' .. ARGV[1])
end
redis.call('HSET', KEYS[1], 'free', free - wanted)
if mine + wanted == 0 then
    redis.call('HDEL', KEYS[1], ARGV[1])
else
    redis.call('HSET', KEYS[1], ARGV[1], mine + wanted)
end
return free - wanted
