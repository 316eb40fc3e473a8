import { describe, expect, it } from 'vitest';
import { openConsole, pageOf } from './open-console.ts';

const VERDICT = '/t/today/turns/u1/verdict';

function withAnswer() {
  const console = openConsole();
  console.desk.seed('today', '2026-11-21T13:40:00Z', 'tickets by agent');
  return console;
}

describe('what somebody thinks of an answer', () => {
  it('is asked below it', async () => {
    const page = await pageOf(withAnswer().get('/t/today'));
    expect(page).toContain(`action="${VERDICT}"`);
  });

  it('is kept as the operator’s, who may verify', async () => {
    const { post, desk } = withAnswer();
    const page = await pageOf(post(VERDICT, { verdict: 'good' }));
    expect(page).toContain('data-verdict-taken');
    expect(page).toContain('href="/t/today#turn-u1"');
    expect(page).toContain('name="verdict" value="bad">Wrong after all</button>');
    const [given] = await desk.feedbackGiven();
    expect(given).toMatchObject({ person: 'local', verdict: 'good', turnId: 'u1' });
    expect(given).not.toHaveProperty('access');
  });

  it('is asked for its reason where it is bad', async () => {
    const { post, desk } = withAnswer();
    expect(await pageOf(post(VERDICT, { verdict: 'bad' }))).toContain('name="reason"');
    const why = { verdict: 'bad', told: '1', reason: 'reading', comment: ' I meant chats ' };
    const page = await pageOf(post(VERDICT, why));
    expect(page).toContain('Noted.');
    expect(await desk.feedbackGiven()).toMatchObject([
      { verdict: 'bad', reason: 'reading', comment: 'I meant chats' },
    ]);
  });

  it('has to be one of two, of an answer that is there, from a page of ours', async () => {
    const { post, desk } = withAnswer();
    expect((await post(VERDICT, { verdict: 'perhaps' })).status).toBe(400);
    expect((await post('/t/today/turns/none/verdict', { verdict: 'good' })).status).toBe(400);
    const elsewhere = { Origin: 'http://elsewhere.example' };
    expect((await post(VERDICT, { verdict: 'good' }, elsewhere)).status).toBe(403);
    expect(await desk.feedbackGiven()).toEqual([]);
  });
});
