import type { Outlet } from './deliver.ts';
import { isPart, type Place, postTo, threadOutlet } from './outlets.ts';
import { readMetadata } from './turn-metadata.ts';

const LOOKED_AT = 100;

/** As a message of its own in a channel or a direct conversation; what more there is goes into its thread. */
export function openingOutlet(place: Place): Outlet {
  const { client, conversation, trace, us } = place;
  const { channel } = conversation;
  let root: string | undefined;
  const findFirst = async (): Promise<string | null> => {
    const { messages = [] } = await client.conversations.history({
      channel,
      limit: LOOKED_AT,
      include_all_metadata: true,
    });
    const own = messages
      .filter(({ user }) => user === us)
      .map(({ ts = '', metadata }) => ({ ts, carried: readMetadata(metadata), files: [] }));
    root = own.find(isPart(trace.id, '0'))?.ts;
    return root ?? null;
  };
  const following = async () => {
    root ??= (await findFirst()) ?? '';
    return threadOutlet({ ...place, conversation: { ...conversation, root } });
  };
  return {
    async send(message, part) {
      if (part !== '0') return (await following()).send(message, part);
      root = await postTo({ channel }, place, message, part);
      return root;
    },
    attach: async (file) => (await following()).attach(file),
    find: async (part) => (part === '0' ? findFirst() : (await following()).find(part)),
    findFile: async (name) => (await following()).findFile(name),
  };
}
