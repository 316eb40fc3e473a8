import type { Clock } from '../core/clock.ts';
import type { SourceSecrets, SourcesConfig } from '../core/source-config.ts';
import type { TicketSource } from './sync/ticket-source.ts';

/**
 * The support systems that are set up. What isn't is not loaded.
 * `autoresponses`: patterns of what agents' systems send by themselves, for systems that leave it to us who answered when.
 */
export async function createSources(
  config: SourcesConfig,
  secrets: SourceSecrets,
  clock: Clock,
  autoresponses: readonly string[] = [],
): Promise<readonly TicketSource[]> {
  const sources: TicketSource[] = [];
  if (config.hubspot && secrets.hubspot) {
    const { createHubSpotSource } = await import('./hubspot/create-hubspot-source.ts');
    sources.push(createHubSpotSource({ config: config.hubspot, secrets: secrets.hubspot, clock }));
  }
  if (config.livechat && secrets.livechat) {
    const { createLiveChatSource } = await import('./livechat/create-livechat-source.ts');
    const access = { config: config.livechat, secrets: secrets.livechat };
    sources.push(createLiveChatSource({ ...access, clock, autoresponses }));
  }
  if (config.zendesk && secrets.zendesk) {
    const { createZendeskSource } = await import('./zendesk/create-zendesk-source.ts');
    sources.push(createZendeskSource({ config: config.zendesk, secrets: secrets.zendesk, clock }));
  }
  return sources;
}
