import { describe, expect, it } from 'vitest';
import type { AssignmentSettings } from '../../../src/core/assignment-settings.ts';
import type { Slot, Ticket } from '../../../src/tickets/assign/assignment.ts';
import { planAssignment } from '../../../src/tickets/assign/plan-assignment.ts';
import type { Wish } from '../../../src/tickets/assign/respond.ts';
import type { Absence } from '../../../src/tickets/assign/roster.ts';
import {
  HOUR,
  MINUTE,
  member,
  NOW,
  planParts,
  settings,
  stateOf,
  ticket,
  waiting,
} from './team.ts';

/** Tickets and their places, gone on with plan by plan. */
class Story {
  now = NOW;
  tickets: Ticket[];
  slots: Slot[] = [];
  absences: Absence[] = [];
  readonly rules: AssignmentSettings;
  #id = 0;

  constructor(rules: AssignmentSettings, ...tickets: Ticket[]) {
    this.rules = rules;
    this.tickets = tickets;
  }

  look(fresh: string[] = []) {
    return this.#go({ kind: 'look' }, fresh);
  }

  wish(ticketId: string, wish: Wish, actor = 'Kim') {
    return this.#go({ kind: 'wish', ticketId, wish, actor });
  }

  change(id: string, change: Partial<Ticket>) {
    this.tickets = this.tickets.map((one) => (one.id === id ? { ...one, ...change } : one));
  }

  /** `1 Girly, 2 waits` */
  get told() {
    return this.slots
      .toSorted((one, other) => (one.ticketId < other.ticketId ? -1 : 1))
      .map(
        ({ ticketId, holding, waiting: waits }) =>
          `${ticketId} ${holding?.member ?? (waits ? 'waits' : 'over')}`,
      )
      .join(', ');
  }

  #go(event: Parameters<typeof planAssignment>[0], fresh: string[] = []) {
    const { now, absences } = this;
    const state = stateOf(this.rules, this.tickets, this.slots, { now, absences, fresh });
    const newId = () => {
      this.#id += 1;
      return `h${this.#id}`;
    };
    const plan = planAssignment(event, state, { ...planParts(this.rules, now), newId });
    for (const { after } of plan.moves)
      this.slots = [...this.slots.filter((one) => one.ticketId !== after.ticketId), after];
    return plan;
  }
}

const assign = { kind: 'assign', to: null } as const;

describe('assigning', () => {
  it('gives new tickets out evenly, and has the rest wait', () => {
    const ids = ['1', '2', '3', '4', '5'];
    const story = new Story(settings(), ...ids.map((id) => ticket(id)));
    const { writes } = story.look(ids);
    expect(story.told).toBe('1 Girly, 2 Nova, 3 Girly, 4 Nova, 5 waits');
    expect(writes).toHaveLength(4);
    expect(story.look(ids).moves).toEqual([]);
  });

  it('gives what somebody frees to whoever waits, by priority and then by time', () => {
    const story = new Story(settings({ members: [member('Nova', { capacity: 1 })] }));
    story.tickets = [
      ...[ticket('1'), ticket('2', { priority: 'low' })],
      ...[ticket('3', { priority: 'urgent' }), ticket('4', { priority: 'urgent' })],
    ];
    story.slots = [waiting('2', NOW - 3), waiting('3', NOW - 1), waiting('4', NOW - 2)];
    story.wish('1', { kind: 'assign', to: 'nova' });
    story.change('1', { status: 'over' });
    story.look();
    expect(story.told).toBe('1 over, 2 waits, 3 waits, 4 Nova');
  });

  it('lets nobody wait for ever behind what is more urgent', () => {
    const story = new Story(settings({ members: [member('Nova', { capacity: 1 })] }));
    story.tickets = [ticket('old', { priority: 'low' }), ticket('u0', { priority: 'urgent' })];
    story.look(['u0']);
    story.look(['old']);
    for (let hour = 1; hour <= 24; hour += 1) {
      story.now += HOUR;
      story.change(`u${hour - 1}`, { status: 'over' });
      story.tickets.push(ticket(`u${hour}`, { priority: 'urgent' }));
      story.look([`u${hour}`]);
    }
    expect(story.told).toContain('old Nova');
  });

  it('keeps somebody free for a big one that small ones would starve', () => {
    const cost = { low: 1, medium: 1, high: 1, urgent: 4 };
    const members = [member('Girly', { capacity: 3 }), member('Nova', { capacity: 4 })];
    const story = new Story(settings({ members, cost }));
    story.tickets = Array.from({ length: 8 }, (_, at) => ticket(`s${at}`, { priority: 'low' }));
    story.look(story.tickets.map(({ id }) => id));
    story.tickets.push(ticket('big', { priority: 'urgent' }));
    story.look(['big']);
    const why = () => story.slots.find(({ ticketId }) => ticketId === 'big');
    for (let hour = 0; hour < 24 && why()?.waiting; hour++) {
      story.now += HOUR;
      const next = ticket(`n${hour}`, { priority: 'low' });
      story.tickets.push(next);
      const done = story.slots.find(({ holding }) => holding?.member === 'Nova');
      if (done) story.change(done.ticketId, { status: 'over' });
      story.look([next.id]);
    }
    expect(why()?.holding?.member).toBe('Nova');
    // After eight hours of patience nothing more comes to Nova, who has three left then.
    expect(story.now - NOW).toBe(11 * HOUR);
  });

  it('waits until the words of a new ticket were read, where they say what it needs', () => {
    const needs = [{ when: { language: ['german'] }, needs: { german: 1 } }];
    const members = [member('Girly'), member('Nova', { skills: { german: 1 } })];
    const unread = { isAnalysed: false };
    const story = new Story(settings({ members, needs }), ticket('1', unread), ticket('2', unread));
    story.look(['1', '2']);
    expect(story.slots[0]?.waiting?.reason).toBe('what it is about is not known yet');
    story.change('1', { isAnalysed: true, language: 'German' });
    story.look();
    expect(story.told).toBe('1 Nova, 2 waits');
    story.now += 10 * MINUTE;
    story.look();
    expect(story.told).toBe('1 Nova, 2 Girly');
    story.tickets.push(ticket('3', unread));
    story.wish('3', assign);
    expect(story.told).toBe('1 Nova, 2 Girly, 3 Girly');
    story.tickets.push(ticket('4', unread), ticket('5', unread));
    story.look(['4']);
    story.absences = ['Girly', 'Nova'].map((name) => ({
      ...{ id: name, member: name, from: NOW, until: null, note: null },
    }));
    story.look(['5']);
    const { outcome } = story.wish('5', assign); // whoever asks for it doesn't want to wait for that
    expect(outcome?.waiting?.reason).toBe('nobody who could take it is here now');
  });

  it('by hand goes past every limit, and says so', () => {
    const story = new Story(settings({ members: [member('Nova', { capacity: 1 })] }));
    story.tickets = [ticket('1'), ticket('2')];
    story.absences = [{ id: 'a', member: 'Nova', from: NOW, until: null, note: null }];
    story.wish('1', { kind: 'assign', to: 'Nova' });
    const { outcome, moves } = story.wish('2', { kind: 'assign', to: 'Nova' });
    expect(outcome?.caveats).toEqual(['Nova is away', 'Nova has 1 of 1']);
    expect(moves[0]?.decision?.reason).toBe('given by Kim');
  });

  it('counts what was given by hand', () => {
    const story = new Story(settings({ members: [member('Nova', { capacity: 1 })] }));
    story.tickets = [ticket('1'), ticket('2')];
    story.wish('1', { kind: 'assign', to: 'Nova' });
    const { outcome } = story.wish('2', assign);
    expect(outcome).toMatchObject({
      holding: null,
      waiting: { reason: 'everybody who could take it is at capacity' },
    });
  });

  it('never goes back to whoever declined, and tells the system nobody has it', () => {
    const story = new Story(settings(), ticket('1'));
    story.look(['1']);
    story.wish('1', { kind: 'decline', reason: 'not mine' }, 'Girly');
    expect(story.told).toBe('1 Nova');
    const { writes } = story.wish('1', { kind: 'decline', reason: null }, 'Nova');
    expect(story.told).toBe('1 waits');
    expect(writes).toEqual([expect.objectContaining({ ticketId: '1', member: null })]);
  });

  it('lets only whoever has it accept or decline', () => {
    const story = new Story(settings(), ticket('1'));
    story.look(['1']);
    expect(() => story.wish('1', { kind: 'accept' }, 'Nova')).toThrow('Girly has it');
    expect(story.wish('1', { kind: 'accept' }, 'girly').outcome).toMatchObject({
      holding: { isAccepted: true },
    });
    expect(story.wish('1', { kind: 'accept' }, 'girly').outcome?.isChanged).toBe(false);
  });

  it('is handed over to somebody, or on to the next', () => {
    const story = new Story(settings(), ticket('1'));
    story.look(['1']);
    story.wish('1', { kind: 'hand over', to: 'Nova' }, 'Girly');
    expect(story.told).toBe('1 Nova');
    story.wish('1', { kind: 'hand over', to: null }, 'Nova');
    expect(story.told).toBe('1 waits');
  });

  it('goes on to somebody else when it is not accepted in time, and asks again later', () => {
    const members = [member('Nova')];
    const story = new Story(settings({ members, acceptWithinMs: 15 * MINUTE }), ticket('1'));
    story.look(['1']);
    story.now += 15 * MINUTE;
    story.look();
    expect(story.told).toBe('1 waits');
    story.now += HOUR;
    story.look();
    expect(story.told).toBe('1 Nova');
    story.wish('1', { kind: 'accept' }, 'Nova');
    story.now += HOUR;
    story.look();
    expect(story.told).toBe('1 Nova');
  });

  it('goes on when whoever was asked goes away before they accept', () => {
    const story = new Story(settings({ acceptWithinMs: HOUR }), ticket('1'));
    story.look(['1']);
    story.absences = [{ id: 'a', member: 'Girly', from: NOW, until: null, note: null }];
    story.look();
    expect(story.told).toBe('1 Nova');
    story.now += HOUR / 2;
    story.wish('1', { kind: 'assign', to: 'Girly' }, 'Kim');
    expect(story.look().moves).toEqual([]); // whoever gave it to her knows that she is away
  });

  it('comes back to whoever had it when it is opened again, if they could have it', () => {
    const story = new Story(settings(), ticket('1'));
    story.wish('1', { kind: 'assign', to: 'Nova' });
    story.change('1', { status: 'over', owner: 'Nova' });
    story.look();
    story.change('1', { status: 'open' });
    const { writes } = story.look();
    expect(story.slots[0]?.holding).toMatchObject({ member: 'Nova', how: 'reopened' });
    expect(writes).toEqual([]);
    story.change('1', { status: 'over' });
    story.look();
    story.absences = [{ id: 'a', member: 'Nova', from: NOW, until: null, note: null }];
    story.change('1', { status: 'open' });
    expect(story.look().writes).toMatchObject([{ member: 'Girly' }]);
  });

  it('stays with its owner where tickets are given out by hand, and with whom it was given to meanwhile', () => {
    const story = new Story(settings({ isAutomatic: false }), ticket('1'), ticket('2'));
    for (const id of ['1', '2']) story.wish(id, { kind: 'assign', to: 'Nova' });
    for (const id of ['1', '2']) story.change(id, { status: 'over', owner: 'Nova' });
    story.look();
    story.absences = [{ id: 'a', member: 'Nova', from: NOW, until: null, note: null }];
    story.change('1', { status: 'open' });
    story.change('2', { status: 'open', owner: 'Girly' });
    expect(story.look().writes).toEqual([]);
    expect(story.told).toBe('1 over, 2 over');
    story.absences = [];
    expect(story.look().moves).toEqual([]);
  });

  it('follows an owner set in the support system, once ours has arrived there', () => {
    const story = new Story(settings(), ticket('1'));
    story.look(['1']);
    story.look();
    expect(story.told).toBe('1 Girly'); // ours is on its way
    story.change('1', { owner: 'Girly' });
    story.look();
    story.change('1', { owner: 'Nova' });
    expect(story.look().moves[0]?.ended?.kind).toBe('moved');
    expect(story.told).toBe('1 over');
  });

  it('refuses what is resolved or has somebody', () => {
    const story = new Story(settings(), ticket('1', { status: 'over' }), ticket('2'));
    expect(() => story.wish('1', assign)).toThrow('is resolved');
    story.wish('2', assign);
    expect(() => story.wish('2', assign)).toThrow('Girly has ticket 2');
    expect(() => story.wish('2', { kind: 'assign', to: 'Zoe' })).toThrow('There are: Girly, Nova.');
  });
});
