import type { HubSpotApi } from './hubspot-api.ts';
import { agentRow, type LabelRows, type Labels, labelsOf, stageRows } from './labels.ts';
import { TICKET_PROPERTIES } from './map-ticket.ts';
import type { Part } from './pull-state.ts';

/** Runs what a part needs; null where its scope is withheld, now or before. */
export type Optional = <T>(part: Part, ask: () => Promise<T>) => Promise<T | null>;

/** Pipelines, owners (former ones too), options and the account itself, as they are now. */
export async function readLabels(
  api: HubSpotApi,
  optional: Optional,
  now: number,
): Promise<{ readonly labels: Labels; readonly rows: LabelRows }> {
  const [account, pipelines, owners, properties] = await Promise.all([
    optional('account', () => api.account()),
    api.pipelines(),
    optional('owners', async () => ({
      active: await api.owners(false),
      former: await api.owners(true),
    })),
    api.properties(),
  ]);
  const { active, former } = owners ?? { active: [], former: [] };
  return {
    labels: labelsOf({
      account,
      pipelines,
      owners: [...former, ...active],
      properties,
      wanted: TICKET_PROPERTIES,
      readAt: now,
    }),
    rows: {
      agents: [
        ...former.map((owner) => agentRow(owner, true)),
        ...active.map((owner) => agentRow(owner, false)),
      ],
      pipelines: pipelines.map(({ id, label }) => ({ source_id: id, name: label ?? id })),
      stages: stageRows(pipelines),
    },
  };
}
