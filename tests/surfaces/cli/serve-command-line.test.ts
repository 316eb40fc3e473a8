import { describe, expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import { createKnowledgeBase } from '../../../src/assist/knowledge/knowledge-base.ts';
import { createLibrary } from '../../../src/assist/knowledge/library/create-library.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import { AskerError } from '../../../src/core/errors.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import {
  type ServiceLink,
  serveCommandLine,
} from '../../../src/surfaces/cli/serve-command-line.ts';
import {
  reachAnalyses,
  reachAssignments,
  reachEscalations,
  reachKnowledge,
  requestBackup,
  requestErasing,
} from '../../../src/surfaces/cli/service-requests.ts';
import { insert, openAnalyses, ticket } from '../../assist/analyse/open-analyses.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { openWorld } from '../../tickets/assign/open-assignments.ts';
import { openWorld as openTeam } from '../../tickets/escalate/open-escalations.ts';

const folder = useTempFolders();

/** Nobody asks these services about assignments, escalations, the knowledge base, analyses, or replies. */
const NO_ASSIGNMENTS = {} as ServiceLink['assigning']['assignments'];
const NO_ESCALATIONS = {} as ServiceLink['escalations'];
const NO_KNOWLEDGE = {} as ServiceLink['knowledge'];
const NO_ANALYSES = {} as ServiceLink['analyses'];
const NO_SUGGESTIONS = {} as ServiceLink['suggestions'];

/** A service that keeps `ann@example.com`, and nobody else. */
function serve(
  staging: string,
  backUp: (target: string) => Promise<void> = async () => {},
  assignments = NO_ASSIGNMENTS,
  escalations = NO_ESCALATIONS,
  knowledge = NO_KNOWLEDGE,
  analyses = NO_ANALYSES,
  suggestions = NO_SUGGESTIONS,
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
    knowledge,
    analyses,
    suggestions,
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

describe('asking a running service about the knowledge base', () => {
  it('has files read as it would by itself, found, and taken out, and passes on why not', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    const base = createKnowledgeBase({
      ...{ db, embedding: null, precedence: null, logger: { info: () => {}, error: () => {} } },
      index: createKnowledgeIndex({ db, meaning: null }),
      library: createLibrary({ db, clock: fixedClock('2026-11-20T14:00:00Z') }),
    });
    const staging = folder();
    await using _service = await serve(staging, undefined, NO_ASSIGNMENTS, NO_ESCALATIONS, base);
    const reached = await reachKnowledge(staging);
    if (!reached) throw new Error('it runs');
    const { library, index } = reached;
    const file = (text: string) => ({
      ...{ source: 'help/prices.md', changedAt: '2026-03-01T00:00:00.000Z' },
      bytes: Buffer.from(text),
    });
    const added = await library.add(file('# Prices\nA kettle is 20 €.'), { by: 'Nova' });
    expect(added).toMatchObject({ outcome: 'added', document: { title: 'Prices', passages: 1 } });
    await library.add(file('# Prices\nA kettle is 25 €.'), { by: 'Nova', audience: 'private' });
    const search = async (audience: 'public' | 'private') =>
      (await index.search({ query: 'kettle', audience, limit: 3 })).hits;
    expect(await search('private')).toMatchObject([{ passage: { text: 'A kettle is 25 €.' } }]);
    expect(await search('public')).toEqual([]);
    await expect(library.add(file(''), { by: 'Nova' })).rejects.toThrow('prices.md is empty.');
    await expect(library.addPage('http://127.0.0.1/', { by: 'Nova' })).rejects.toThrow('private');
    expect(await reached.refresh()).toEqual({ indexed: 0, removed: 0, meaning: null });
    expect(await library.keepOnly('help', [])).toMatchObject([{ source: 'help/prices.md' }]);
    await reached.settle();
    expect(await library.holdings()).toEqual({
      ...{ documents: [], resolutions: { count: 0, newestAt: null } },
    });
    await expect(library.remove('prices')).rejects.toThrow('No document is called “prices”.');
    expect(await reachKnowledge(folder())).toBeNull();
  });
});

describe('asking a running service about analyses', () => {
  const { signal } = new AbortController();

  it('has them made, told and put right as if the store were open here', async () => {
    const staging = folder();
    await using desk = await openAnalyses();
    await insert(desk.db, 'tickets', [ticket(1, { subject: 'where is my refund' })]);
    const none = [undefined, NO_ASSIGNMENTS, NO_ESCALATIONS, NO_KNOWLEDGE] as const;
    await using _service = await serve(staging, ...none, desk.analyses);
    const reached = await reachAnalyses(staging);
    expect(reached?.zone).toBe('America/Halifax');
    const { analyses } = reached ?? { analyses: NO_ANALYSES };
    expect(await analyses.state()).toMatchObject({ analysed: 0, pending: 1 });
    const ref = await analyses.find('1');
    const run = await analyses.run({ refs: [ref], isForced: true }, () => undefined, signal);
    expect(run).toMatchObject({ analysed: 1, isStopped: false });
    expect(await analyses.of(ref)).toEqual(await desk.analyses.of(ref));
    expect(await analyses.correct(ref, { category: 'order' }, 'Nova')).toMatchObject({
      category: 'order',
    });
    await expect(analyses.correct(ref, { category: 'tea' }, 'Nova')).rejects.toThrow(/no category/);
    expect(await analyses.learn(signal)).toMatchObject({ kind: 'too-few' });
    expect(await reachAnalyses(folder())).toBeNull();
  });

  it('leaves it to go on with what whoever asked no longer waits for', async () => {
    const staging = folder();
    await using desk = await openAnalyses();
    const until = Promise.withResolvers<AbortSignal>();
    const run: typeof desk.analyses.run = (_options, _onProgress, closing) => {
      until.resolve(closing);
      return new Promise((_, reject) => closing.addEventListener('abort', () => reject(closing)));
    };
    const none = [undefined, NO_ASSIGNMENTS, NO_ESCALATIONS, NO_KNOWLEDGE] as const;
    const service = await serve(staging, ...none, { ...desk.analyses, run });
    const stopping = new AbortController();
    const reached = await reachAnalyses(staging);
    const asked = reached?.analyses.run({}, () => undefined, stopping.signal);
    const closing = await until.promise;
    stopping.abort(new Error('stopped'));
    await expect(asked).rejects.toThrow('stopped');
    expect(closing.aborted).toBe(false);
    await service[Symbol.asyncDispose]();
    expect(closing.aborted).toBe(true);
  });
});
