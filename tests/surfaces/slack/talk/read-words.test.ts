import { describe, expect, it } from 'vitest';
import {
  isToOthers,
  mentions,
  readWords,
  saysSomething,
  withoutMention,
} from '../../../../src/surfaces/slack/talk/read-words.ts';

const US = 'U0DESKHAND';
const names = new Map([['U0NOVA', 'Nova Quill']]);
const read = (text: string) =>
  readWords(text, { us: US, nameOf: async (user) => names.get(user) ?? '' });

describe('a question as Slack gives it', () => {
  it.each([
    ['<@U0DESKHAND> tickets by agent', 'tickets by agent'],
    ['<@U0DESKHAND|deskhand>, tickets by agent', 'tickets by agent'],
    ['hey <@U0DESKHAND>  csat   last week?', 'hey csat last week?'],
    ['tickets of <@U0NOVA> in <#C0BILLING|billing>', 'tickets of Nova Quill in billing'],
    ['tickets from <https://acme.example|acme.example>', 'tickets from acme.example'],
    ['tickets from <mailto:a@b.example|a@b.example>', 'tickets from a@b.example'],
    ['csat &lt; 80 &amp; falling', 'csat < 80 & falling'],
    ['*urgent* tickets, _only_ `billing`', 'urgent tickets, only billing'],
    ['by created_at and *', 'by created_at and *'],
    ['<!here> tickets', 'tickets'],
  ])('%s is read as %s', async (given, words) => {
    expect(await read(given)).toBe(words);
  });
});

it('knows whom a message is to', () => {
  expect(mentions('<@U0DESKHAND> hi', US)).toBe(true);
  expect(mentions('<@U0NOVA> hi', US)).toBe(false);
  expect(isToOthers('<@U0NOVA> only billing?', US)).toBe(true);
  expect(isToOthers('<!subteam^S0LEADS|@leads> look', US)).toBe(true);
  expect(isToOthers('<!channel> look', US)).toBe(true);
  expect(isToOthers('<@U0DESKHAND> only billing', US)).toBe(false);
  expect(withoutMention('<@U0DESKHAND> post it in <#C1|x> with <@U0NOVA>', US)).toBe(
    'post it in <#C1|x> with <@U0NOVA>',
  );
});

it('takes emoji and empty messages for nothing said', () => {
  expect([':tada: :+1:', ' ', '<@U0DESKHAND>', '👍', '…'].map(saysSomething)).toEqual(
    Array(5).fill(false),
  );
  expect(saysSomething('csat?')).toBe(true);
});
