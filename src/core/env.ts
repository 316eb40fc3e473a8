import { z } from 'zod';
import { ConfigError } from './errors.ts';
import { isZone } from './is-zone.ts';

const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(blank, schema.optional());

/** A whole number within limits, said in words a person setting it can use. */
const wholeNumber = (least: number, most: number) =>
  z.coerce
    .number({ error: `is no number: use a whole one from ${least} to ${most}` })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: `has to be a whole number from ${least} to ${most}`,
    });

const amount = z.coerce.number({ error: 'is no number' }).positive('has to be more than 0');

const webAddress = z
  .url({ protocol: /^https?$/, error: 'is no web address, such as https://api.example.com' })
  .transform((address) => address.replace(/\/+$/, ''));

/** Every variable Deskhand reads, as strings turned into what they mean. `.env.example` names each. */
export const envSchema = z.object({
  DESKHAND_DATABASE: optional(z.string()),
  DESKHAND_STATE: optional(
    z
      .string()
      .regex(
        /^(?:memory:|sqlite:|postgres(?:ql)?:\/\/|rediss?:\/\/)/,
        'use memory:, sqlite:PATH, postgres://… or redis://…',
      ),
  ),
  DESKHAND_CONFIG: optional(z.string()),
  DESKHAND_ZONE: optional(
    z.string().refine(isZone, 'is no IANA time zone, such as America/Halifax'),
  ),
  DESKHAND_TOKEN: optional(z.string().min(16, 'is too short: 16 characters at least')),
  HOST: optional(z.string()),
  PORT: optional(wholeNumber(0, 65_535)),
  UPLOAD_LIMIT_MB: optional(amount),
  FACEBOOK_LIMIT_MB: optional(amount),
  DATABASE_MEMORY: optional(
    z.string().regex(/^\d+(?:\.\d+)?\s?[KMGT]i?B$/i, 'is no size, such as 1GB'),
  ),
  DATABASE_THREADS: optional(wholeNumber(1, 1024)),
  QUESTION_DEADLINE_SECONDS: optional(amount),
  HUBSPOT_TOKEN: optional(z.string()),
  HUBSPOT_BASE_URL: optional(webAddress),
  HUBSPOT_API: optional(z.enum(['v3', '2026-09'])),
  LIVECHAT_ACCOUNT_ID: optional(z.string()),
  LIVECHAT_TOKEN: optional(z.string()),
  LIVECHAT_REGION: optional(z.enum(['dal', 'fra'])),
  LIVECHAT_BASE_URL: optional(webAddress),
  LIVECHAT_API: optional(z.enum(['3.5', '3.6'])),
  ZENDESK_SUBDOMAIN: optional(z.string().regex(/^[a-z0-9-]+$/i, 'is no subdomain, such as acme')),
  ZENDESK_BASE_URL: optional(webAddress),
  ZENDESK_CLIENT_ID: optional(z.string()),
  ZENDESK_CLIENT_SECRET: optional(z.string()),
  ZENDESK_EMAIL: optional(z.string()),
  ZENDESK_API_TOKEN: optional(z.string()),
  SLACK_BOT_TOKEN: optional(z.string()),
  SLACK_APP_TOKEN: optional(z.string()),
  SLACK_SIGNING_SECRET: optional(z.string()),
  SLACK_HTTP_HOST: optional(z.string()),
  SLACK_HTTP_PORT: optional(wholeNumber(0, 65_535)),
  SLACK_CLIENT_ID: optional(z.string()),
  SLACK_CLIENT_SECRET: optional(z.string()),
  SLACK_STATE_SECRET: optional(z.string().min(16, 'is too short: 16 characters at least')),
  SLACK_REDIRECT_URI: optional(webAddress),
  SLACK_ENCRYPTION_SECRET: optional(z.string().min(16, 'is too short: 16 characters at least')),
  SLACK_CONFIG_TOKEN: optional(z.string()),
  SLACK_API_URL: optional(webAddress),
  AUTO_DRAFTS: optional(z.string()),
  AUTO_DRAFT_CHANNEL: optional(
    z.string().regex(/^[CG][A-Z0-9]{5,}$/, 'is no channel id, such as C012AB3CD'),
  ),
  CHROMA_URL: optional(webAddress),
  SYNC_EVERY: optional(z.string().min(1)),
  DATA_RETENTION_DAYS: optional(wholeNumber(1, 36_500)),
  MODEL_VENDOR: optional(z.enum(['gemini', 'openai', 'none'])),
  GEMINI_API_KEY: optional(z.string()),
  OPENAI_API_KEY: optional(z.string()),
  MODEL_NAME: optional(z.string()),
  MODEL_EMBEDDINGS: optional(z.string()),
  MODEL_BASE_URL: optional(webAddress),
  MODEL_DEADLINE_SECONDS: optional(amount),
  MODEL_CALLS_A_DAY: optional(wholeNumber(0, 1_000_000)),
  MODEL_CALLS_A_DAY_EACH: optional(wholeNumber(0, 1_000_000)),
  MODEL_USD_A_DAY: optional(amount),
  MODEL_USD_A_DAY_EACH: optional(amount),
  MODEL_INPUT_PRICE: optional(amount),
  MODEL_OUTPUT_PRICE: optional(amount),
  ADHOC_SQL: optional(z.enum(['on', 'off'])),
  MODEL_ANALYSIS: optional(z.enum(['on', 'off'])),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])),
});

export type Env = z.infer<typeof envSchema>;

/** Throws ConfigError with every variable that can't be used. */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const parsed = envSchema.safeParse(variables);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  );
}
