// node-redis, unmodified, in both versions of the protocol.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createClient, defineScript } from 'redis';

const add = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: "return redis.call('INCRBY', KEYS[1], ARGV[1])",
  parseCommand(parser, key, by) {
    parser.pushKey(key);
    parser.push(String(by));
  },
  transformReply: reply => reply,
});

for (const RESP of [2, 3]) {
  describe(`RESP ${RESP}`, () => {
    const client = createClient({
      RESP,
      socket: { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) },
      scripts: { add },
    });

    before(() => client.connect());
    beforeEach(() => client.flushAll());
    after(() => client.destroy());

    test('a script runs and survives a flush', async () => {
      assert.equal(await client.add('sum', 5), 5);
      await client.scriptFlush();
      assert.equal(await client.add('sum', 5), 10);
      assert.equal(await client.add('sum', 5), 15);
    });

    test('commands of one turn are a pipeline', async () => {
      const sums = await Promise.all(Array.from({ length: 500 }, () => client.add('sum', 1)));
      assert.deepEqual(sums, Array.from({ length: 500 }, (_, i) => i + 1));
    });

    test('a transaction is one', async () => {
      const replies = await client.multi().set('key', '1').add('key', 2).get('key').exec();
      assert.deepEqual(replies, ['OK', 3, '3']);
    });

    test('a transaction ends where a watched key was changed', async () => {
      const watcher = client.duplicate();
      await watcher.connect();
      try {
        await watcher.watch('key');
        await client.set('key', 'changed');
        await assert.rejects(watcher.multi().set('key', '2').exec(), /watched keys/);
      } finally {
        watcher.destroy();
      }
    });

    test('maps, sets and scores have their shapes', async () => {
      await client.hSet('hash', { a: '1', b: '2' });
      assert.deepEqual({ ...(await client.hGetAll('hash')) }, { a: '1', b: '2' });
      await client.sAdd('set', ['x', 'y']);
      assert.deepEqual([...(await client.sMembers('set'))].sort(), ['x', 'y']);
      await client.zAdd('zset', [{ score: 1.5, value: 'm' }, { score: Infinity, value: 'n' }]);
      assert.deepEqual(
        (await client.zRangeWithScores('zset', 0, -1)).map(each => ({ ...each })),
        [{ value: 'm', score: 1.5 }, { value: 'n', score: Infinity }]);
      assert.equal(await client.zScore('zset', 'm'), 1.5);
    });

    test('scans find everything', async () => {
      await client.mSet(Array.from({ length: 1000 }, (_, i) => [`k${i}`, `${i}`]));
      const keys = new Set();
      for await (const page of client.scanIterator({ MATCH: 'k*', COUNT: 100 })) {
        page.forEach(key => keys.add(key));
      }
      assert.equal(keys.size, 1000);
    });
  });
}
