import { itSpeaks } from '../contracts/messenger.ts';
import { FakeMessenger } from '../fakes/fake-messenger.ts';

itSpeaks('the fake', async () => {
  const messenger = new FakeMessenger<string>(() => Date.now());
  return {
    ...{ messenger, channel: 'C1', person: 'U1', content: 'head', reply: 'section' },
    count: async () => ({ posted: messenger.messages.length, told: messenger.told.length }),
    [Symbol.asyncDispose]: async () => {},
  };
});
