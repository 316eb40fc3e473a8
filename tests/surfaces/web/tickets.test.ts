import { describe, expect, it } from 'vitest';
import type { TicketCard } from '../../../src/core/ticket-card.ts';
import { createFakeTicketDesk } from '../../fakes/fake-ticket-desk.ts';
import { openConsole, pageOf } from './open-console.ts';

const ADDRESS = '/tickets/zendesk%3A4312';

const SECTIONS: TicketCard['sections'] = [
  {
    part: 'escalation',
    title: 'Escalation',
    lines: ['**Nobody** has answered yet.', 'Why: <script>alert(1)</script>'],
    notes: ['12:00: level 1, Nova was called'],
    buttons: [
      { act: 'take', label: 'Take', value: 'e1', look: 'primary' },
      { act: 'snooze', label: 'Snooze', choices: [{ label: '15 min', value: 'e1 15 min' }] },
      { act: 'resolve', label: 'Resolve', value: 'e1', confirm: 'Is it over?' },
      {
        act: 'escalate',
        label: 'Escalate',
        ask: { label: 'Why?', text: 'it “burns”', isOptional: true },
      },
    ],
  },
  {
    part: 'messages',
    title: 'Messages',
    texts: [{ head: 'Kim Park, 12:00', text: 'Where is\n<b>it</b>?' }],
    length: 'long',
  },
];

const open = () => {
  const tickets = createFakeTicketDesk(SECTIONS);
  return { ...openConsole({ tickets }), tickets };
};

describe('a ticket’s page', () => {
  it('says what it is, and what every part has to say', async () => {
    const page = await pageOf(open().get(ADDRESS));
    expect(page).toContain('4312 · Parcel never arrived');
    expect(page).toContain('<dt>Owner</dt><dd>nobody</dd>');
    expect(page).toContain('<strong>Nobody</strong> has answered yet.');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('Where is\n&lt;b&gt;it&lt;/b&gt;?');
    expect(page).toContain('<details open><summary><h2>Messages');
    expect(page).toContain('href="https://acme.example/tickets/4312"');
  });

  it('has a form for each button, with what it asks for', async () => {
    const page = await pageOf(open().get(ADDRESS));
    expect(page.match(/action="\/tickets\/zendesk%3A4312\/press"/g)).toHaveLength(4);
    expect(page).toContain(
      'required><option value="">choose …</option><option value="e1 15 min">15 min</option>',
    );
    expect(page).toContain('Is it over?');
    expect(page).toContain('value="it “burns”"');
  });

  it('does what a button says, and tells of it once', async () => {
    const { post, get, tickets } = open();
    const form = { part: 'escalation', act: 'escalate', value: 'e1', words: 'it burns' };
    const pressed = await post(`${ADDRESS}/press`, form);
    expect(pressed.status).toBe(303);
    const { key = '', ...press } = tickets.presses[0] ?? {};
    expect(press).toEqual({ ...form, ticketId: 'zendesk:4312' });
    expect(key).toMatch(/^console:/);
    const next = pressed.headers.get('location') ?? '';
    expect(next).toMatch(/^\/tickets\/zendesk%3A4312\?told=.+#part-escalation$/);
    expect(await pageOf(get(next))).toContain(
      'Escalation</h2><p class="ticket-told" role="status">Done as you said.</p>',
    );
    expect(await pageOf(get(next))).not.toContain('Done as you said.');
  });

  it('says what can’t be done where it was pressed, with the words it was pressed with', async () => {
    const { post, get, tickets } = open();
    const form = { part: 'escalation', act: 'escalate', value: 'e1', words: 'in vain' };
    const pressed = await post(`${ADDRESS}/press`, form);
    const page = await pageOf(get(pressed.headers.get('location') ?? ''));
    expect(page).toContain(
      'Escalation</h2><p class="ticket-refused" role="alert">That is no reason.</p>',
    );
    expect(page).toContain(
      '<details class="card-ask" open><summary class="card-button">Escalate …',
    );
    expect(page).toContain('value="in vain"');
    expect(tickets.presses).toEqual([]);
  });

  it('says on top what was done by a part that is gone', async () => {
    const { post, get } = open();
    const pressed = await post(`${ADDRESS}/press`, { part: 'gone', act: 'go' });
    expect(await pageOf(get(pressed.headers.get('location') ?? ''))).toContain('Done as you said.');
  });

  it('folds what is more than a few notes', async () => {
    const notes = Array.from({ length: 9 }, (_, at) => `note ${at + 1}`);
    const tickets = createFakeTicketDesk([{ part: 'draft', title: 'Draft', notes }]);
    const page = await pageOf(openConsole({ tickets }).get(ADDRESS));
    expect(page).toContain(
      '<li>note 4</li></ul><details class="card-more"><summary class="note">5',
    );
    expect(page).toContain('<li>note 9</li>');
  });

  it('opens tickets that notes name, and no longer number for a shorter one', async () => {
    const notes = ['Similar: Ticket 12, <b>late</b>: resolved.', 'Similar: Ticket 123, lost.'];
    const named = [{ words: 'Ticket 12', ticketId: 'zendesk:12' }];
    const tickets = createFakeTicketDesk([{ part: 'draft', title: 'Draft', notes, named }]);
    const page = await pageOf(openConsole({ tickets }).get(ADDRESS));
    expect(page).toContain(
      'Similar: <a href="/tickets/zendesk%3A12">Ticket 12</a>, &lt;b&gt;late&lt;/b&gt;: resolved.',
    );
    expect(page).toContain('<li>Similar: Ticket 123, lost.</li>');
  });

  it('takes a press that a page sends twice for one, and another page’s for another', async () => {
    const { post, get, tickets } = open();
    const pageId = async () => /name="page" value="([^"]+)"/.exec(await pageOf(get(ADDRESS)))?.[1];
    const page = (await pageId()) ?? '';
    const form = { part: 'escalation', act: 'snooze', value: 'e1 15 min', page };
    for (const one of [form, form, { ...form, value: 'e1 1 h' }])
      await post(`${ADDRESS}/press`, one);
    await post(`${ADDRESS}/press`, { ...form, page: (await pageId()) ?? '' });
    const keys = tickets.presses.map(({ key }) => key);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
  });

  it('takes no press from another site', async () => {
    const { post, tickets } = open();
    const elsewhere = { Origin: 'https://evil.example' };
    const refused = await post(`${ADDRESS}/press`, { part: 'escalation', act: 'take' }, elsewhere);
    expect(refused.status).toBe(403);
    expect(tickets.presses).toEqual([]);
  });

  it('says where there is no such ticket', async () => {
    const response = await open().get('/tickets/4711');
    expect(response.status).toBe(404);
    const page = await pageOf(response);
    expect(page).toContain('There is no ticket 4711.');
    expect(page).toContain('<a class="button" href="/tickets">To the tickets</a>');
  });
});

describe('the Tickets page', () => {
  it('shows on which tickets somebody is waited for, with what can be done', async () => {
    const page = await pageOf(open().get('/tickets'));
    expect(page).toContain('Open escalations');
    expect(page).toContain('<strong>Nova</strong> is on call until');
    expect(page).toContain(`href="${ADDRESS}"`);
    expect(page).toContain('Take');
    expect(page).toContain(', 2 escalations nobody has answered');
    const quiet = await pageOf(openConsole().get('/tickets'));
    expect(quiet).toContain('Nobody is waited for.');
    expect(quiet).not.toContain('rail-count');
  });

  it('opens a ticket by its number, and says when there is none', async () => {
    const { get } = open();
    const found = await get('/tickets?find=4312');
    expect([found.status, found.headers.get('location')]).toEqual([303, ADDRESS]);
    const missed = await pageOf(get('/tickets?find=lost+parcels'));
    expect(missed).toContain('role="alert">There is no ticket lost parcels.</p>');
    expect(missed).toContain('name="question" value="find tickets about lost parcels"');
  });

  it('leads to lists of tickets', async () => {
    const page = await pageOf(open().get('/tickets'));
    expect(page).toContain('value="the 10 oldest open tickets"');
  });

  it('comes back to the list a button was pressed in', async () => {
    const referer = { Referer: 'http://localhost:3000/tickets' };
    const form = { part: 'escalation', act: 'take', value: 'e1' };
    const pressed = await open().post(`${ADDRESS}/press`, form, referer);
    expect(pressed.headers.get('location')).toMatch(/^\/tickets\?told=/);
  });
});
