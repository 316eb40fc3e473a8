import { describe, expect, it } from 'vitest';
import { AskerError } from '../../../src/core/errors.ts';
import {
  reachAssignments,
  reachEscalations,
  requestBackup,
  requestErasing,
  type ServiceLink,
  serveCommandLine,
} from '../../../src/surfaces/cli/service-link.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { openWorld } from '../../tickets/assign/open-assignments.ts';
import { openWorld as openTeam } from '../../tickets/escalate/open-escalations.ts';

const folder = useTempFolders();

/** Nobody asks these services about assignments, or escalations. */
const NO_ASSIGNMENTS = {} as ServiceLink['assigning']['assignments'];
const NO_ESCALATIONS = {} as ServiceLink['escalations'];

/** A service that keeps `ann@example.com`, and nobody else. */
function serve(
  staging: string,
  backUp: (target: string) => Promise<void> = async () => {},
  assignments = NO_ASSIGNMENTS,
  escalations = NO_ESCALATIONS,
) {
  const erase = async (email: string) => {
    if (email !== 'ann@example.com') throw new AskerError(`${email} belongs to Nova, an agent.`);
    return { removed: { tickets: 2 }, blanked: {} };
  };
  return serveCommandLine(staging, {
    backUp,
    erasing: { rehearse: erase, erase: async (email) => ({ ...(await erase(email)), turns: 1 }) },
    assigning: { assignments, zone: 'America/Halifax' },
    escalations,
  });
}

describe('asking a running service to erase somebody', () => {
  it('says what that would remove, removes it, and passes on why not', async () => {
    const staging = folder();
    await using _service = await serve(staging);
    const planned = await requestErasing(staging, 'ann@example.com', true);
    expect(planned).toEqual({ removed: { tickets: 2 }, blanked: {} });
    const done = await requestErasing(staging, 'ann@example.com', false);
    expect(done).toEqual({ removed: { tickets: 2 }, blanked: {}, turns: 1 });
    await expect(requestErasing(staging, 'nova@example.com', true)).rejects.toThrow(/Nova/);
    expect(await requestErasing(folder(), 'ann@example.com', true)).toBeNull();
  });
});

describe('asking a running service for a backup', () => {
  it('has it written where it was asked for', async () => {
    const staging = folder();
    const written: string[] = [];
    await using _service = await serve(staging, async (target) => {
      written.push(target);
    });
    expect(await requestBackup(staging, '/backups/monday.duckdb')).toBe(true);
    expect(written).toEqual(['/backups/monday.duckdb']);
  });

  it('passes on why it could not be written', async () => {
    const staging = folder();
    await using _service = await serve(staging, async () => {
      throw new AskerError('The disk is full.');
    });
    await expect(requestBackup(staging, '/x')).rejects.toThrow('The disk is full.');
  });

  it('keeps what a bug says to the service’s log', async () => {
    const staging = folder();
    await using _service = await serve(staging, async () => {
      throw new TypeError('undefined is not a function');
    });
    await expect(requestBackup(staging, '/x')).rejects.toThrow('its log says why');
  });

  it('tells when no service is there', async () => {
    expect(await requestBackup(folder(), '/x')).toBe(false);
  });
});

describe('asking a running service about assignments', () => {
  it('has tickets assigned as it would by itself, and passes on why not', async () => {
    await using world = await openWorld();
    const staging = folder();
    await using _service = await serve(staging, undefined, world.open());
    const reached = await reachAssignments(staging);
    expect(reached?.zone).toBe('America/Halifax');
    const { assignments } = reached ?? { assignments: NO_ASSIGNMENTS };
    const kim = { by: 'Kim' };
    const until = world.clock.at + 60_000;
    expect(await assignments.away('nova', { ...kim, until, note: 'ill' })).toMatchObject({
      ...{ member: 'Nova', until, note: 'ill' },
    });
    expect((await assignments.assign('1', kim)).outcome.holding?.member).toBe('Girly');
    expect((await assignments.accept('1', { by: 'Girly' })).outcome.holding?.isAccepted).toBe(true);
    expect(await assignments.back('Nova', kim)).toEqual({ member: 'Nova', wasAway: true });
    const over = await assignments.handOver('1', { by: 'Girly', to: 'Nova' });
    expect(over.outcome.holding?.member).toBe('Nova');
    await assignments.decline('1', { by: 'Nova', reason: 'too busy' });
    expect((await assignments.why('1')).history[0]?.note).toBe('too busy');
    expect(await assignments.list()).toMatchObject([{ ticket: { ref: '1' }, holding: null }]);
    expect(await assignments.team()).toHaveLength(2);
    await expect(assignments.assign('9', kim)).rejects.toThrow('There is no ticket 9.');
    expect(await reachAssignments(folder())).toBeNull();
  });
});

describe('asking a running service about escalations', () => {
  it('has people called and answers kept as it would by itself, and passes on why not', async () => {
    await using world = await openTeam();
    const desk = world.open();
    const staging = folder();
    await using _service = await serve(staging, undefined, undefined, desk);
    const reached = await reachEscalations(staging);
    expect(reached).toMatchObject({ zone: 'America/Halifax', isRunning: true });
    const { escalations } = reached ?? { escalations: NO_ESCALATIONS };
    const called = await escalations.escalate('1', { by: 'Kim', reason: 'on fire' });
    await desk.tick();
    expect(world.paged()).toEqual(['09:00 DM Nova']);
    const { id } = called.escalation;
    expect((await escalations.get(id)).steps).toEqual((await desk.get(id)).steps);
    const snooze = { kind: 'snooze', ms: 60_000 } as const;
    expect((await escalations.answer(id, snooze, 'Nova')).escalation.status).toBe('snoozed');
    expect(await escalations.list({ isOpen: true })).toEqual(await desk.list());
    expect(await escalations.stuck()).toEqual([]);
    expect((await escalations.audit('1')).map(({ actor }) => actor)).toContain('Nova');
    expect((await escalations.verifyAudit()).kind).toBe('whole');
    await expect(escalations.escalate('9', { by: 'Kim' })).rejects.toThrow('There is no ticket 9.');
    expect(await reachEscalations(folder())).toBeNull();
  });

  it('tells who is on call as it has it, and changes that', async () => {
    await using world = await openTeam();
    const desk = world.open();
    const staging = folder();
    await using _service = await serve(staging, undefined, undefined, desk);
    const { onCall } = (await reachEscalations(staging))?.escalations ?? NO_ESCALATIONS;
    const from = world.clock.at;
    const stretch = { from, to: from + 3_600_000 };
    const kept = await onCall.change(
      'support',
      { kind: 'override', person: 'Kim', ...stretch },
      'Nova',
    );
    expect(await onCall.changes()).toEqual([kept]);
    expect(await onCall.now()).toEqual(await desk.onCall.now());
    expect((await onCall.now(from))[0]?.person).toBe('Kim');
    const roster = await onCall.roster('support', from, from + 2 * 3_600_000);
    expect(roster.shifts.map(({ person }) => person)).toEqual(['Kim', 'Nova']);
    const between = ['Nova', 'Girly'] as const;
    await onCall.change('support', { kind: 'swap', between, ...stretch }, 'Nova');
    await onCall.cancel(kept.id, 'Nova');
    expect((await onCall.rotations())[0]?.changes).toHaveLength(1);
    expect((await onCall.now(from))[0]?.person).toBe('Girly');
  });
});
