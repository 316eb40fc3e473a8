import { describe, expect, it } from 'vitest';
import { createModelDesk } from '../../../src/bot/model-desk.ts';
import { SENT_CALL, SET_UP, SPENT } from '../../fakes/model-use.ts';
import { openConsole, pageOf } from './open-console.ts';

/** A console whose model was sent so many calls. */
const openWith = (calls: number) =>
  openConsole({
    model: createModelDesk({
      setUp: SET_UP,
      budget: { today: async () => SPENT },
      recorder: {
        latest: async (count) => Array.from({ length: Math.min(count, calls) }, () => SENT_CALL),
      },
    }),
  });

describe('the language model in the console', () => {
  it('is said not to be there, with what to do', async () => {
    const page = await pageOf(openConsole().get('/model'));
    expect(page).toContain('No language model is set up.');
    expect(page).toContain('GEMINI_API_KEY');
    expect(page).not.toContain('What was sent');
  });

  it('is shown with what it may do and has cost', async () => {
    const page = await pageOf(openWith(0).get('/model'));
    expect(page).toContain('<strong>gemini-3.5-flash</strong> by gemini');
    expect(page).toContain('2 of 2000 calls, 12000 tokens in, 600 out');
    expect(page).toContain('Nothing was sent in the last 14 days.');
    expect(page).toContain('<a href="/model" aria-current="page">Language model</a>');
  });

  it('shows each call as it was sent, at the team’s time', async () => {
    const page = await pageOf(openWith(1).get('/model'));
    expect(page).toContain('21 Nov 2026 09:40</time> read (read-question@3): answer, 812 ms');
    expect(page).toContain('was {{agent_1}} swamped? &lt;script&gt;');
    expect(page).toContain('You turn questions into plans.');
    expect(page).toContain('Answer as JSON: {&quot;type&quot;:&quot;object&quot;}');
    expect(page).not.toContain('Show earlier calls');
  });

  it('leads on to earlier calls, and no further than there are any', async () => {
    const callsOn = async (path: string) => {
      const page = await pageOf(openWith(30).get(path));
      return { calls: page.split('class="sent-call"').length - 1, page };
    };
    const first = await callsOn('/model');
    expect(first.calls).toBe(20);
    expect(first.page).toContain('<a href="/model?last=100">Show earlier calls</a>');
    expect((await callsOn('/model?last=100')).calls).toBe(30);
    expect((await callsOn('/model?last=-1')).calls).toBe(20);
    expect((await callsOn('/model?last=100')).page).not.toContain('Show earlier calls');
  });
});
