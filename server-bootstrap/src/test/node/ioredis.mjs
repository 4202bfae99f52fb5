// ioredis, unmodified: scripts as commands, pipelines, transactions, scans.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import Redis from 'ioredis';

const port = Number(process.env.REDIS_PORT);
const redis = new Redis(port, '127.0.0.1');
const others = [];

after(() => [redis, ...others].forEach(each => each.disconnect()));
beforeEach(() => redis.flushall());

function another(options = {}) {
  const connection = new Redis(port, '127.0.0.1', options);
  others.push(connection);
  return connection;
}

function sha(script) {
  return createHash('sha1').update(script).digest('hex');
}

test('a defined command runs, is cached, and survives a flush', async () => {
  const lua = "return redis.call('INCRBY', KEYS[1], ARGV[1])";
  redis.defineCommand('add', { numberOfKeys: 1, lua });
  assert.equal(await redis.add('sum', 5), 5);
  assert.deepEqual(await redis.script('EXISTS', sha(lua)), [1]);
  assert.equal(await redis.add('sum', 5), 10);
  await redis.script('FLUSH', 'ASYNC');
  assert.deepEqual(await redis.script('EXISTS', sha(lua)), [0]);
  assert.equal(await redis.add('sum', 5), 15);
  await redis.script('FLUSH', 'SYNC');
  assert.equal(await redis.add('sum', 5), 20);
});

test('defined commands take any number of keys, and buffers', async () => {
  redis.defineCommand('both', { lua: 'return {KEYS[1], KEYS[2], ARGV[1], #KEYS}' });
  assert.deepEqual(await redis.both(2, 'a', 'b', 'c'), ['a', 'b', 'c', 2]);
  const bytes = Buffer.from([0, 255, 13, 10]);
  const answer = await redis.bothBuffer(1, bytes, bytes);
  assert.deepEqual(answer, [bytes]);
});

test('prefixes go before the keys of scripts', async () => {
  const prefixed = another({ keyPrefix: 'p:' });
  prefixed.defineCommand('put', { numberOfKeys: 1, lua: "return redis.call('SET', KEYS[1], ARGV[1])" });
  assert.equal(await prefixed.put('key', 'value'), 'OK');
  assert.equal(await redis.get('p:key'), 'value');
});

test('errors of scripts are errors here', async () => {
  redis.defineCommand('fail', { numberOfKeys: 0, lua: "return redis.error_reply('MINE it is')" });
  await assert.rejects(redis.fail(), { name: 'ReplyError', message: 'MINE it is' });
  await redis.set('text', 'x');
  await assert.rejects(redis.eval("return redis.call('LPUSH', KEYS[1], 1)", 1, 'text'), /WRONGTYPE/);
  await assert.rejects(redis.evalsha('0'.repeat(40), 0), /^ReplyError: NOSCRIPT/);
});

test('values of scripts arrive as they are', async () => {
  const answer = await redis.eval("return {1, 2.9, 'x', true, false, {3, {}}, redis.status_reply('S')}", 0);
  assert.deepEqual(answer, [1, 2, 'x', 1, null, [3, []], 'S']);
});

test('a long pipeline is answered in order, errors in their place', async () => {
  redis.defineCommand('twice', { numberOfKeys: 1, lua: "return 2 * redis.call('GET', KEYS[1])" });
  const pipeline = redis.pipeline();
  for (let i = 0; i < 1000; i++) {
    pipeline.set(`k${i}`, i).twice(`k${i}`).lpush(`k${i}`, 'x');
  }
  const replies = await pipeline.exec();
  assert.equal(replies.length, 3000);
  for (let i = 0; i < 1000; i++) {
    assert.deepEqual(replies[3 * i], [null, 'OK']);
    assert.deepEqual(replies[3 * i + 1], [null, 2 * i]);
    assert.match(replies[3 * i + 2][0].message, /^WRONGTYPE/);
  }
});

test('commands of one turn are sent together', async () => {
  const together = another({ enableAutoPipelining: true });
  const values = await Promise.all(Array.from({ length: 500 }, (_, i) => together.incrby('sum', i)));
  assert.equal(values[499], (499 * 500) / 2);
});

test('a transaction with a script in it is one', async () => {
  redis.defineCommand('append2', { numberOfKeys: 1, lua: "return redis.call('APPEND', KEYS[1], ARGV[1])" });
  const replies = await redis.multi().set('key', 'a').append2('key', 'bc').get('key').hgetall('none').exec();
  assert.deepEqual(replies, [[null, 'OK'], [null, 3], [null, 'abc'], [null, {}]]);
});

test('a transaction ends where a watched key was changed', async () => {
  const watcher = another();
  await watcher.watch('key');
  await redis.eval("return redis.call('SET', KEYS[1], 1)", 1, 'key');
  assert.equal(await watcher.multi().set('key', '2').exec(), null);
  assert.equal(await redis.get('key'), '1');
});

test('a transaction with a wrong command is refused whole', async () => {
  await assert.rejects(redis.multi().set('key', '1').set('key').exec(), /EXECABORT/);
  assert.equal(await redis.get('key'), null);
});

test('scan streams find everything once the keys are at rest', async () => {
  const fields = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`f${i}`, `v${i}`]));
  await redis.hset('hash', fields);
  await redis.mset(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, `${i}`])));
  const keys = new Set();
  for await (const page of redis.scanStream({ match: 'k*', count: 100 })) {
    page.forEach(key => keys.add(key));
  }
  assert.equal(keys.size, 2000);
  const found = {};
  for await (const page of redis.hscanStream('hash')) {
    for (let i = 0; i < page.length; i += 2) {
      found[page[i]] = page[i + 1];
    }
  }
  assert.deepEqual(found, fields);
});

test('types of all kinds keep what they are given', async () => {
  const bytes = Buffer.from([0, 1, 254, 255, 13, 10]);
  await redis.set('bytes', bytes, 'PX', 100_000);
  assert.deepEqual(await redis.getBuffer('bytes'), bytes);
  assert.ok((await redis.pttl('bytes')) > 90_000);
  await redis.rpush('list', 'a', 'b', 'c');
  assert.deepEqual(await redis.lrange('list', 0, -1), ['a', 'b', 'c']);
  await redis.sadd('set', 'a', 'b', 'a');
  assert.deepEqual((await redis.smembers('set')).sort(), ['a', 'b']);
  await redis.zadd('zset', 1.5, 'one', 'inf', 'last');
  assert.deepEqual(await redis.zrange('zset', 0, -1, 'WITHSCORES'), ['one', '1.5', 'last', 'inf']);
});
