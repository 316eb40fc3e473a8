import { describe, expect, it } from 'vitest';
import type { Messenger } from '../../src/core/messenger.ts';

/** A messenger, and what it needs to be tried. */
export type Trial<Content> = AsyncDisposable & {
  readonly messenger: Messenger<Content>;
  readonly channel: string;
  readonly person: string;
  readonly content: Content;
  /** One that belongs below another. */
  readonly reply: Content;
  /** How many messages stand in the channel and its threads, and how many the person was sent. */
  count(): Promise<{ readonly posted: number; readonly told: number }>;
};

/** What every Messenger does. */
export function itSpeaks<Content>(name: string, open: () => Promise<Trial<Content>>): void {
  describe(`messages by ${name}`, () => {
    const since = '2020-01-01T00:00:00.000Z';

    it('stand where they were posted, and are found by their key', async () => {
      await using trial = await open();
      const { messenger, channel, content, reply } = trial;
      const head = { channel, thread: null, key: 'digest:a:1:head', since };
      expect(await messenger.find(head)).toBeNull();
      const posted = await messenger.post({ ...head, content, piece: 0 });
      expect(await messenger.find(head)).toEqual(posted);
      const below = { channel, thread: posted, key: 'digest:a:1:section-1', since };
      expect(await messenger.find(below)).toBeNull();
      const answered = await messenger.post({ ...below, content: reply, piece: 0 });
      expect(answered.id).not.toBe(posted.id);
      expect(await messenger.find(below)).toEqual(answered);
      expect(await messenger.find({ ...head, key: 'digest:a:1' })).toBeNull();
      expect(await messenger.find({ ...head, key: 'digest:a:1:head:2' })).toBeNull();
      expect(await trial.count()).toEqual({ posted: 2, told: 0 });
    });

    it('are not found from before they can have been posted', async () => {
      await using trial = await open();
      const { messenger, channel, content } = trial;
      const head = { channel, thread: null, key: 'digest:a:2:head' };
      await messenger.post({ ...head, content, piece: 0 });
      expect(await messenger.find({ ...head, since: '2100-01-01T00:00:00.000Z' })).toBeNull();
    });

    it('take as many pieces each time', async () => {
      await using trial = await open();
      const { messenger, content, reply } = trial;
      expect(messenger.pieces(content)).toBeGreaterThanOrEqual(1);
      expect(messenger.pieces(reply)).toBe(messenger.pieces(reply));
    });

    it('reach a person once a key', async () => {
      await using trial = await open();
      const { messenger, person } = trial;
      await messenger.tell(person, 'It was not posted.', 'digest:a:3:told');
      await messenger.tell(person, 'It was not posted.', 'digest:a:3:told');
      expect(await trial.count()).toEqual({ posted: 0, told: 1 });
      await messenger.tell(person, 'It was not posted.', 'digest:a:4:told');
      expect(await trial.count()).toEqual({ posted: 0, told: 2 });
    });
  });
}
