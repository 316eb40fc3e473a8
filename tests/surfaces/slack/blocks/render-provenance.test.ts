import { expect, it } from 'vitest';
import { renderProvenance } from '../../../../src/surfaces/slack/blocks/render-provenance.ts';
import { FAKE_REPLIES, fakeAnswer } from '../../../fakes/fake-replies.ts';
import { checkView } from '../../../standins/slack/check-blocks.ts';
import { textsOf } from './texts-of.ts';

const ZONE = { zone: 'America/Halifax' };
const turnOf = (reply: Parameters<typeof renderProvenance>[0]['reply']) => ({
  question: 'How fast are we?',
  askedAt: '2026-11-21T14:00:00.000Z',
  reply,
});

it('tells reading, definition, period, filters, rows, freshness and the SQL with its values', () => {
  const view = renderProvenance(turnOf(fakeAnswer({})), ZONE);
  expect(checkView(view)).toEqual([]);
  expect(view.title.text).toBe('How I got this');
  const texts = textsOf(view.blocks);
  expect(texts.filter((text) => !text.startsWith('\n'))).toEqual([
    ...['Asked', 'Read as', 'Taken as', 'Definition: First response time', 'Counted at', 'Period'],
    ...['Filters', 'Rows', 'Freshness', 'Data as of', 'SQL'],
    expect.stringContaining(`agent IS DISTINCT FROM 'Richie'`),
  ]);
  expect(texts).toContain('\n17 Oct – 20 Nov 2026, Halifax time');
  expect(texts).toContain('\n1\u2009284 used of 1\u2009341, 57 left out for want of a value');
});

it('has nothing to tell of a reply that computed nothing', () => {
  const clarify = FAKE_REPLIES.find(({ reply }) => reply.kind === 'clarify');
  if (!clarify) throw new Error('there is a clarifying sample');
  const view = renderProvenance(turnOf(clarify.reply), ZONE);
  expect(checkView(view)).toEqual([]);
  expect(textsOf(view.blocks)).toEqual(['Nothing was computed for this reply.']);
});

it('says so where there is more than a window holds', () => {
  const { provenance } = fakeAnswer({});
  const statements = [{ sql: 'SELECT 1;\n'.repeat(20_000), params: {} }];
  const view = renderProvenance(
    turnOf(fakeAnswer({ provenance: { ...provenance, statements } })),
    ZONE,
  );
  expect(checkView(view)).toEqual([]);
  expect(textsOf(view.blocks).at(-1)).toMatch(/more of it than a window/);
});
