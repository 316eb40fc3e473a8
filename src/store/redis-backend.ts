import KeyvRedis from '@keyv/redis';
import { type Cells, loudKeyv, type StateBackend, textOf } from './state-cells.ts';

const OPTIONS = { throwOnErrors: true, connectionTimeout: 2000 };

/** KEYS: the key. ARGV: what was seen and what comes next, each after "=" or empty for nothing; its life in ms or empty. */
const EXCHANGE = `
  local now = redis.call('GET', KEYS[1])
  if (now and '=' .. now or '') ~= ARGV[1] then return 0 end
  if ARGV[2] == '' then redis.call('DEL', KEYS[1])
  elseif ARGV[3] == '' then redis.call('SET', KEYS[1], string.sub(ARGV[2], 2))
  else redis.call('SET', KEYS[1], string.sub(ARGV[2], 2), 'PX', ARGV[3]) end
  return 1`;

export async function openRedisBackend(url: string): Promise<StateBackend> {
  const first = new KeyvRedis<unknown>(url, OPTIONS);
  first.client.setMaxListeners(0); // every space listens to the one client
  first.on('error', () => {}); // thrown as well, to whoever asked
  return {
    name: 'redis',
    open(namespace) {
      const store = new KeyvRedis<unknown>(first.client, { ...OPTIONS, namespace });
      const keyv = loudKeyv(store, namespace, { useKeyPrefix: false }); // the adapter has its own
      return { keyv, cells: cellsOf(store, namespace) };
    },
    close: async () => first.disconnect(),
  };
}

function cellsOf(store: KeyvRedis<unknown>, namespace: string): Cells {
  const marked = (text: string | undefined) => (text === undefined ? '' : `=${text}`);
  return {
    read: async (key) => textOf(await store.get(key)),
    async exchange(key, seen, next, ttlMs) {
      const client = await store.getClient();
      const done = await client.eval(EXCHANGE, {
        keys: [store.createKeyPrefix(key, namespace)],
        arguments: [marked(seen), marked(next), ttlMs === undefined ? '' : String(ttlMs)],
      });
      return done === 1;
    },
    async *entries(prefix) {
      for await (const [key, text] of store.iterator<unknown>(namespace)) {
        // One that was deleted while they are read has no text.
        if (typeof text === 'string' && key.startsWith(prefix)) yield [key, text];
      }
    },
  };
}
