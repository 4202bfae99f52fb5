// Asks the rate limiter through Redis's protocol: node client.cjs PORT
const Redis = require('ioredis');

async function main() {
    const [port] = process.argv.slice(2);
    const redis = new Redis({ host: '127.0.0.1', port: Number(port) });
    const sha = await redis.call('GRIDSCRIPT', 'SHA', 'rate_limit');
    for (let i = 0; i < 5; i++) {
        const left = await redis.evalsha(sha, 1, 'limit:node', 3, 60000);
        console.log(left < 0 ? 'node: refused' : `node: allowed, ${left} left`);
    }
    await redis.quit();
}

main();
