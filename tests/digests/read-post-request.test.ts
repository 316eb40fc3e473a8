import { describe, expect, it } from 'vitest';
import { readPostRequest } from '../../src/digests/read-post-request.ts';

const read = (text: string) => {
  const request = readPostRequest(text);
  if (request === null) return null;
  const { schedule, channel } = request;
  return [schedule.kind === 'schedule' ? schedule.line : schedule.question, channel];
};

describe('what is said under an answer to have it posted again', () => {
  it.each([
    ['post this every weekday at 9', '0 9 * * 1-5', null],
    ['Please post this here every Monday at 9:30', '30 9 * * 1', null],
    ['can you send us this daily at 8 am?', '0 8 * * *', null],
    ['great, share that in #support-leads every morning at 9', '0 9 * * *', 'support-leads'],
    [
      'post it in <#C0123456789|support> on the first of the month at noon',
      '0 12 1 * *',
      'C0123456789',
    ],
    ['repeat this every hour', '0 * * * *', null],
    ['make this a weekly digest on Fridays at 16:00', '0 16 * * 5', null],
    ['turn this into a daily digest at 9', '0 9 * * *', null],
    ['schedule this report every weekday at 9 Halifax time', '0 9 * * 1-5', null],
    ['post this every weekday', 'At what time shall it be posted?', null],
    ['post this at 9', 'How often shall it be posted?', null],
  ])('“%s”', (text, line, channel) => {
    expect(read(text)).toEqual([line, channel]);
  });

  it.each([
    'tickets every day last week',
    'show this as a table',
    'show me tickets by day',
    'show this for every Monday',
    'give me that by weekday every month',
    'post this',
    'share it in the channel',
    'how often do we reply on weekdays?',
    'and for chats?',
    'what does this mean for Mondays',
  ])('is not “%s”', (text) => {
    expect(readPostRequest(text)).toBeNull();
  });
});
