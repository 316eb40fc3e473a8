import { describe, expect, it } from 'vitest';
import type { RotationView } from '../../../src/surfaces/web/parts.ts';
import { createFakeOnCall } from '../../fakes/fake-on-call.ts';
import { openConsole, pageOf } from './open-console.ts';

const followed = async (console: ReturnType<typeof openConsole>, response: Response) => {
  expect(response.status).toBe(303);
  return pageOf(console.get(response.headers.get('location') ?? ''));
};

const override = { rotation: 'support', person: 'Kim', from: ' ', until: ' monday 9:00 ' };

describe('who is on call, in the console', () => {
  it('is shown with turns and changes', async () => {
    const page = await pageOf(openConsole().get('/oncall'));
    expect(page).toContain('<strong>Nova</strong> is on call until');
    expect(page).toContain('Turns of support, Halifax time');
    expect(page).toContain('Kim is on call, 24 Dec</span><span class="note">in config/escalation');
    expect(page).not.toContain('Take back');
    expect(page).toContain('<a href="/oncall" aria-current="page">On call</a>');
  });

  it('is changed for once, and the change taken back', async () => {
    const console = openConsole();
    const put = await followed(console, await console.post('/oncall/override', override));
    expect(put).toContain(
      'role="status">Kim is on call in support from now until monday 9:00.</p>',
    );
    expect(put).toContain(
      'aria-label="Take back: Kim is on call in support from now until monday 9:00"',
    );
    const gone = await followed(console, await console.post('/oncall/cancel', { id: 'c1' }));
    expect(gone).toContain('Taken back: Kim is on call in support');
    expect(gone).not.toContain('aria-label="Take back');
  });

  it('has two people take each other’s turns', async () => {
    const console = openConsole();
    const form = {
      rotation: 'support',
      one: 'Nova',
      other: 'Richie',
      from: '24 dec',
      until: '2 h',
    };
    const page = await followed(console, await console.post('/oncall/swap', form));
    expect(page).toContain('Nova and Richie have each other’s turns from 24 dec until 2 h.');
  });

  it('keeps what was filled in when that can’t be done', async () => {
    const console = openConsole();
    const refused = await console.post('/oncall/override', { ...override, until: 'never' });
    expect(refused.status).toBe(400);
    const page = await pageOf(refused);
    expect(page).toContain('role="alert">“never” is no time such as 18:00.</p>');
    expect(page).toContain('<details class="card-ask" open><summary class="card-button">Put');
    expect(page).toContain('<option selected>Kim</option>');
    expect(page).toContain('name="until" value="never"');
    const cancel = await console.post('/oncall/cancel', { id: 'zz' });
    expect(await pageOf(cancel)).toContain('There is no change zz');
  });

  it('says where rotations and turns are set up when there are none', async () => {
    const showing = (rotations: readonly RotationView[]) =>
      openConsole({
        onCall: {
          ...createFakeOnCall(),
          rotations: async () => rotations,
          people: async () => [],
        },
      }).get('/oncall');
    expect(await pageOf(showing([]))).toContain('There is no rotation yet');
    const rotation = { name: 'support', zone: 'UTC', now: '**Nobody** is on call.' };
    const empty = await pageOf(showing([{ ...rotation, people: [], turns: [], changes: [] }]));
    expect(empty).toContain('Nobody takes turns in it yet');
    expect(empty).not.toContain('Swap turns');
  });
});
