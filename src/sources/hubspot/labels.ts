import { z } from 'zod';
import type { AgentRow, LabelRow, StageRow } from '../sync/page.ts';
import type { Account, Owner, Pipeline, Property } from './answers.ts';

/** What tickets' ids and values mean in this account, as far as reading them needs it; kept in the pull's state. */
export const labelsSchema = z.object({
  /** ms. */
  readAt: z.number(),
  account: z
    .object({
      portalId: z.number(),
      zone: z.string().nullable(),
      domain: z.string().nullable(),
    })
    .nullable(),
  /** `pipeline/stage` → what a ticket in it is. */
  stages: z.record(z.string(), z.enum(['open', 'pending', 'closed'])),
  /** Owner → user, for those that are people. */
  owners: z.record(z.string(), z.number().nullable()),
  /** Option → label. */
  categories: z.record(z.string(), z.string()),
  channels: z.record(z.string(), z.string()),
  /** Those of the properties wanted that exist here; asking for others is harmless, filtering by them isn't. */
  properties: z.array(z.string()),
  /** Owners and stages met on tickets that the account doesn't list, not even among the archived. */
  strangers: z.array(z.string()),
});
export type Labels = z.infer<typeof labelsSchema>;

export type LabelRows = {
  readonly agents: readonly AgentRow[];
  readonly pipelines: readonly LabelRow[];
  readonly stages: readonly StageRow[];
};

export const stageKey = (pipelineRef: string, stageRef: string): string =>
  `${pipelineRef}/${stageRef}`;

const WAITING =
  /\b(?:waiting|pending|on hold)\b.*\b(?:contact|customer|client|user)\b|\bpending\b|\bon hold\b/i;

/** Closed as the account has it; pending where its label says that the customer's move is awaited. */
export function stageStatus(stage: Pipeline['stages'][number]): 'open' | 'pending' | 'closed' {
  const { ticketState, isClosed } = stage.metadata ?? {};
  const isShut = typeof ticketState === 'string' ? ticketState === 'CLOSED' : isClosed === 'true';
  if (isShut) return 'closed';
  return WAITING.test(stage.label ?? '') ? 'pending' : 'open';
}

export function stageRows(pipelines: readonly Pipeline[]): readonly StageRow[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.stages.map((stage) => ({
      source_id: stage.id,
      pipeline_ref: pipeline.id,
      name: stage.label ?? stage.id,
      status: stageStatus(stage),
    })),
  );
}

export function agentRow(owner: Owner, isArchived: boolean): AgentRow {
  const name = [owner.firstName, owner.lastName].filter(Boolean).join(' ');
  return {
    source_id: owner.id,
    name: name || owner.email || owner.id,
    emails: owner.email ? [owner.email] : [],
    role: 'agent',
    active: !isArchived,
  };
}

type Read = {
  readonly account: Account | null;
  readonly pipelines: readonly Pipeline[];
  readonly owners: readonly Owner[];
  readonly properties: readonly Property[];
  readonly wanted: readonly string[];
  readonly readAt: number;
};

export function labelsOf(read: Read): Labels {
  const { account, pipelines, owners, properties } = read;
  const existing = new Set(properties.map(({ name }) => name));
  return {
    readAt: read.readAt,
    account: account && {
      portalId: account.portalId,
      zone: account.timeZone ?? null,
      domain: account.uiDomain ?? null,
    },
    stages: Object.fromEntries(
      pipelines.flatMap((pipeline) =>
        pipeline.stages.map((stage) => [stageKey(pipeline.id, stage.id), stageStatus(stage)]),
      ),
    ),
    owners: Object.fromEntries(
      owners.map((owner) => [owner.id, owner.userIdIncludingInactive ?? owner.userId ?? null]),
    ),
    categories: optionsOf(properties, 'hs_ticket_category'),
    channels: optionsOf(properties, 'source_type'),
    properties: read.wanted.filter((name) => existing.size === 0 || existing.has(name)),
    strangers: [],
  };
}

function optionsOf(properties: readonly Property[], name: string): Record<string, string> {
  const options = properties.find((property) => property.name === name)?.options ?? [];
  return Object.fromEntries(options.map(({ value, label }) => [value, label ?? value]));
}
