import { randomUUID } from 'node:crypto';
import { HTTPReceiver, type InstallationStore } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { SlackConfig, SlackSecrets } from '../../../core/slack-config.ts';
import { createBoltLogger, type Log } from '../log.ts';
import { BOT_SCOPES, PATHS } from '../manifest.ts';
import { refuseUnacknowledged } from './http-entrance.ts';

type Parts = {
  readonly config: SlackConfig;
  readonly secrets: SlackSecrets;
  readonly installationStore: InstallationStore | null;
  readonly clientOptions: WebClientOptions;
  readonly logger: Log;
};

const SLACK = 'https://slack.com/';

/** Bolt's own receiver: checks signatures, and leads people who install Deskhand there and back. In socket mode it only does the latter. */
export function createHttpReceiver(parts: Parts): HTTPReceiver {
  const { config, secrets, installationStore, clientOptions, logger } = parts;
  return new HTTPReceiver({
    signingSecret: secrets.signingSecret ?? randomUUID(), // it wants one, even where nothing is signed
    endpoints: config.mode === 'http' ? [PATHS.events] : [],
    logger: createBoltLogger(logger),
    processEventErrorHandler: refuseUnacknowledged,
    ...(secrets.oauth &&
      installationStore && {
        ...secrets.oauth,
        installationStore,
        scopes: [...BOT_SCOPES],
        ...(config.redirectUri && { redirectUri: config.redirectUri }),
        installerOptions: {
          clientOptions,
          installPath: PATHS.install,
          redirectUriPath: PATHS.redirect,
          authorizationUrl: new URL('oauth/v2/authorize', siteOf(config.apiUrl)).href,
          renderHtmlForInstallPath: installPage,
          callbackOptions: { failure: tellFailure(logger) },
        },
      }),
  });
}

/** People are sent to Slack's site, which stands beside its API. */
function siteOf(apiUrl: string): string {
  const { origin } = new URL(apiUrl);
  return `${origin}/` === SLACK ? SLACK : `${origin}/`;
}

function installPage(slackUrl: string): string {
  const href = slackUrl.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return page(
    'Deskhand for Slack',
    `<p>Ask your support tickets and chats questions, and trust the answers.</p><p><a href="${href}">Add to Slack</a></p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}</style><h1>${title}</h1>${body}</html>`;
}

type OnFailure = NonNullable<
  NonNullable<
    NonNullable<
      ConstructorParameters<typeof HTTPReceiver>[0]['installerOptions']
    >['callbackOptions']
  >['failure']
>;

/** Plain words in the browser; why stands in the log. */
function tellFailure(logger: Log): OnFailure {
  return (error, _options, _request, response) => {
    logger.warn({ code: error.code }, 'an installation into a Slack workspace failed');
    response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      page(
        'Deskhand was not installed',
        `<p>The way to Slack and back was broken off, or took too long. <a href="${PATHS.install}">Try it again</a>.</p>`,
      ),
    );
  };
}
