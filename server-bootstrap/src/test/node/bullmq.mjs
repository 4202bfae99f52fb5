// BullMQ, unmodified: jobs through its scripts, streams and blocking reads.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { FlowProducer, Queue, QueueEvents, Worker } from 'bullmq';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };
const open = [];
let queues = 0;

after(() => Promise.all(open.reverse().map(each => each.close())));

function opened(each) {
  each.on('error', error => console.error(error));
  open.push(each);
  return each;
}

/** A queue of its own for each test, and its events. */
async function queue() {
  const name = `queue${queues++}`;
  const events = opened(new QueueEvents(name, { connection }));
  await events.waitUntilReady();
  return { name, jobs: opened(new Queue(name, { connection })), events };
}

function worker(name, work, options = {}) {
  return opened(new Worker(name, work, { connection, ...options }));
}

test('jobs are done once each, with their results', async () => {
  const { name, jobs, events } = await queue();
  const done = [];
  worker(name, async job => { done.push(job.data.i); return 2 * job.data.i; }, { concurrency: 5 });
  const added = await jobs.addBulk(Array.from({ length: 100 }, (_, i) => ({ name: 'double', data: { i } })));
  const results = await Promise.all(added.map(job => job.waitUntilFinished(events, 30_000)));
  assert.deepEqual(results, Array.from({ length: 100 }, (_, i) => 2 * i));
  assert.deepEqual(done.sort((a, b) => a - b), Array.from({ length: 100 }, (_, i) => i));
  assert.deepEqual(
    await jobs.getJobCounts('active', 'completed', 'failed', 'waiting'),
    { active: 0, completed: 100, failed: 0, waiting: 0 });
});

test('a job that fails is tried again', async () => {
  const { name, jobs, events } = await queue();
  worker(name, async job => {
    if (job.attemptsMade < 2) {
      throw new Error('not yet');
    }
    return 'at last';
  });
  const job = await jobs.add('stubborn', {}, { attempts: 3, backoff: { type: 'fixed', delay: 20 } });
  assert.equal(await job.waitUntilFinished(events, 30_000), 'at last');
});

test('a job that fails for good keeps its reason', async () => {
  const { name, jobs, events } = await queue();
  worker(name, async () => { throw new Error('no use'); });
  const job = await jobs.add('lost', {});
  await assert.rejects(job.waitUntilFinished(events, 30_000), /no use/);
  const failed = await jobs.getFailed();
  assert.deepEqual(failed.map(each => each.failedReason), ['no use']);
});

test('a delayed job waits', async () => {
  const { name, jobs, events } = await queue();
  worker(name, async job => Date.now() - job.timestamp);
  const job = await jobs.add('later', {}, { delay: 300 });
  assert.equal(await job.getState(), 'delayed');
  assert.ok((await job.waitUntilFinished(events, 30_000)) >= 300);
});

test('jobs of higher priority are done first', async () => {
  const { name, jobs, events } = await queue();
  const added = [];
  for (const priority of [3, 1, 2]) {
    added.push(await jobs.add('job', { priority }, { priority }));
  }
  const done = [];
  worker(name, async job => { done.push(job.data.priority); }, { concurrency: 1 });
  await Promise.all(added.map(job => job.waitUntilFinished(events, 30_000)));
  assert.deepEqual(done, [1, 2, 3]);
});

test('a parent waits for its children', async () => {
  const { name, events } = await queue();
  const flows = opened(new FlowProducer({ connection }));
  worker(name, async job => {
    if (job.name === 'child') {
      return job.data.value;
    }
    const values = Object.values(await job.getChildrenValues());
    return values.reduce((sum, each) => sum + each, 0);
  });
  const child = value => ({ name: 'child', queueName: name, data: { value } });
  const { job } = await flows.add({ name: 'sum', queueName: name, data: {}, children: [child(1), child(2), child(4)] });
  assert.equal(await job.waitUntilFinished(events, 30_000), 7);
});

test('a limited worker takes its time', async () => {
  const { name, jobs, events } = await queue();
  const times = [];
  worker(name, async () => { times.push(Date.now()); }, { limiter: { max: 1, duration: 200 } });
  const added = await jobs.addBulk([1, 2, 3].map(i => ({ name: 'job', data: { i } })));
  await Promise.all(added.map(job => job.waitUntilFinished(events, 30_000)));
  assert.ok(times[2] - times[0] >= 300, `${times}`);
});

test('a repeated job comes again', async () => {
  const { name, jobs } = await queue();
  let runs = 0;
  const often = new Promise(resolve => worker(name, async () => { if (++runs === 3) resolve(); }));
  await jobs.upsertJobScheduler('tick', { every: 100 });
  await often;
  assert.equal((await jobs.getJobSchedulers()).length, 1);
  assert.equal(await jobs.removeJobScheduler('tick'), true);
});

test('a paused queue rests, and an emptied one is empty', async () => {
  const { name, jobs, events } = await queue();
  await jobs.pause();
  worker(name, async () => 'done');
  const job = await jobs.add('job', {});
  assert.equal(await jobs.isPaused(), true);
  await jobs.resume();
  assert.equal(await job.waitUntilFinished(events, 30_000), 'done');
  await jobs.obliterate({ force: true });
  assert.deepEqual(await jobs.getJobCounts('completed', 'waiting'), { completed: 0, waiting: 0 });
});
