import type { Clock } from '../core/clock.ts';
import type { SourceSecrets, SourcesConfig } from '../core/source-config.ts';
import type { TicketSource } from './sync/ticket-source.ts';

/** The support systems that are set up. What isn't is not loaded. */
export async function createSources(
  config: SourcesConfig,
  secrets: SourceSecrets,
  clock: Clock,
): Promise<readonly TicketSource[]> {
  const sources: TicketSource[] = [];
  if (config.hubspot && secrets.hubspot) {
    const { createHubSpotSource } = await import('./hubspot/create-hubspot-source.ts');
    sources.push(createHubSpotSource({ config: config.hubspot, secrets: secrets.hubspot, clock }));
  }
  if (config.zendesk && secrets.zendesk) {
    const { createZendeskSource } = await import('./zendesk/create-zendesk-source.ts');
    sources.push(createZendeskSource({ config: config.zendesk, secrets: secrets.zendesk, clock }));
  }
  return sources;
}
