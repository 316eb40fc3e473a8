import { describe, expect, it } from 'vitest';
import type { TurnTrace } from '../../../../src/bot/desk.ts';
import { bytesOf } from '../../../../src/surfaces/slack/blocks/fit.ts';
import {
  carry,
  partMetadata,
  readMetadata,
} from '../../../../src/surfaces/slack/talk/turn-metadata.ts';
import { checkMessage } from '../../../standins/slack/check-blocks.ts';

const TRACE: TurnTrace = {
  id: '1700000000.000100',
  question: 'tickets by agent 👩‍👩‍👧‍👦',
  askedAt: '2026-11-20T14:00:00.000Z',
  plan: {
    kind: 'about',
    topic: 'help',
    id: null,
    zone: 'UTC',
    asOf: '2026-11-20T14:00:00.000Z',
  },
  keys: [['Nova', null, 3]],
  undid: false,
  choices: [{ label: 'Nova', question: 'tickets of Nova' }],
};

const allowed = (metadata: unknown) => checkMessage({ text: 'x', blocks: [], metadata });

describe('what travels with an answer', () => {
  it('comes back whole', () => {
    const { metadata, isWhole } = carry(TRACE, 'U1');
    expect(isWhole).toBe(true);
    expect(allowed(metadata)).toEqual([]);
    expect(readMetadata(metadata)).toEqual({ key: TRACE.id, part: '0', asker: 'U1', trace: TRACE });
  });

  it('gives up the keys of rows first, then all but the name', () => {
    const keys = Array.from({ length: 500 }, (_, at) => [`Someone with a long name ${at}`]);
    const withoutKeys = carry({ ...TRACE, keys }, 'U1');
    expect(withoutKeys.isWhole).toBe(true);
    expect(readMetadata(withoutKeys.metadata)?.trace).toEqual({ ...TRACE, keys: [] });

    const choices = keys.map(([label = '']) => ({ label, question: label }));
    const bare = carry({ ...TRACE, choices }, 'U1');
    expect(bare.isWhole).toBe(false);
    expect(readMetadata(bare.metadata)).toMatchObject({ key: TRACE.id, trace: null });
    for (const { metadata } of [withoutKeys, bare]) {
      expect(bytesOf(metadata)).toBeLessThanOrEqual(7000);
      expect(allowed(metadata)).toEqual([]);
    }
  });

  it('is told from what other apps let travel, and from what was tampered with', () => {
    const { metadata } = carry(TRACE, 'U1');
    expect(readMetadata({ ...metadata, event_type: 'other' })).toBeNull();
    expect(readMetadata(undefined)).toBeNull();
    expect(readMetadata(partMetadata('1', '2', 'U1'))).toMatchObject({ part: '2', trace: null });
    const cut = { ...metadata.event_payload, plan: '{"kind":' };
    expect(readMetadata({ ...metadata, event_payload: cut })?.trace).toBeNull();
  });
});
