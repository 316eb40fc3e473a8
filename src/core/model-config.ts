import type { Env } from './env.ts';

/** The language model that helps to read; null: none, the rules read alone. */
export type ModelConfig = {
  readonly vendor: 'gemini' | 'openai';
  readonly model: string;
  readonly embeddingModel: string;
  /** null: the vendor's own address. */
  readonly baseUrl: string | null;
  /** A question costs no more time than this, tries and pauses included. */
  readonly deadlineMs: number;
  /** What may be spent a day (UTC); null: no limit. */
  readonly limits: {
    readonly callsADay: number | null;
    readonly callsADayEach: number | null;
    readonly usdADay: number | null;
    readonly usdADayEach: number | null;
  };
  /** USD for a million tokens; null: not known, so that money isn't counted. */
  readonly prices: { readonly input: number; readonly output: number } | null;
  /** It may write SQL for questions that no plan can say. */
  readonly adhocSql: boolean;
  /** It labels what tickets are about, from redacted texts. */
  readonly analysesTickets: boolean;
};

export type ModelSecrets = { readonly apiKey: string };

const DEFAULTS = {
  gemini: { model: 'gemini-3.5-flash', embeddingModel: 'gemini-embedding-001' },
  openai: { model: 'gpt-5-mini', embeddingModel: 'text-embedding-3-small' },
} as const;
const DEADLINE_SECONDS = 20;
const CALLS_A_DAY = 2000;
const CALLS_A_DAY_EACH = 200;

type Resolved = {
  readonly config: ModelConfig | null;
  readonly secrets: ModelSecrets | null;
  readonly problems: readonly string[];
};

/** The model as it is set up. A key chooses the vendor; two keys need MODEL_VENDOR to choose. */
export function resolveModel(env: Env): Resolved {
  const { vendor, problems } = chooseVendor(env);
  const apiKey = vendor === 'gemini' ? env.GEMINI_API_KEY : env.OPENAI_API_KEY;
  const all = [...problems, ...moneyProblems(env)];
  if (vendor === null || apiKey === undefined || all.length > 0)
    return { config: null, secrets: null, problems: all };
  const { MODEL_INPUT_PRICE: input, MODEL_OUTPUT_PRICE: output } = env;
  return {
    config: {
      vendor,
      model: env.MODEL_NAME ?? DEFAULTS[vendor].model,
      embeddingModel: env.MODEL_EMBEDDINGS ?? DEFAULTS[vendor].embeddingModel,
      baseUrl: env.MODEL_BASE_URL ?? null,
      deadlineMs: (env.MODEL_DEADLINE_SECONDS ?? DEADLINE_SECONDS) * 1000,
      limits: {
        callsADay: env.MODEL_CALLS_A_DAY ?? CALLS_A_DAY,
        callsADayEach: env.MODEL_CALLS_A_DAY_EACH ?? CALLS_A_DAY_EACH,
        usdADay: env.MODEL_USD_A_DAY ?? null,
        usdADayEach: env.MODEL_USD_A_DAY_EACH ?? null,
      },
      prices: input !== undefined && output !== undefined ? { input, output } : null,
      adhocSql: env.ADHOC_SQL === 'on',
      analysesTickets: env.MODEL_ANALYSIS !== 'off',
    },
    secrets: { apiKey },
    problems: [],
  };
}

function chooseVendor(env: Env): {
  readonly vendor: ModelConfig['vendor'] | null;
  readonly problems: readonly string[];
} {
  const { MODEL_VENDOR: asked, GEMINI_API_KEY: gemini, OPENAI_API_KEY: openai } = env;
  if (asked === 'none') return { vendor: null, problems: [] };
  if (asked === undefined && gemini && openai) {
    const problem = 'GEMINI_API_KEY and OPENAI_API_KEY are both set: choose with MODEL_VENDOR';
    return { vendor: null, problems: [problem] };
  }
  const vendor = asked ?? (gemini ? 'gemini' : openai ? 'openai' : null);
  if (vendor === null) return { vendor, problems: strayProblems(env) };
  const name = vendor === 'gemini' ? 'GEMINI_API_KEY' : 'OPENAI_API_KEY';
  const problems = env[name] ? [] : [`MODEL_VENDOR=${vendor} needs ${name}`];
  return { vendor, problems };
}

/** Settings of a model that isn't there are most likely a forgotten key. */
function strayProblems(env: Env): readonly string[] {
  const stray = (['MODEL_NAME', 'MODEL_EMBEDDINGS', 'MODEL_BASE_URL'] as const).filter(
    (name) => env[name] !== undefined,
  );
  const needsModel = (['ADHOC_SQL', 'MODEL_ANALYSIS'] as const).filter(
    (name) => env[name] === 'on',
  );
  return [...stray, ...needsModel].map(
    (name) => `${name} is set without a key: set GEMINI_API_KEY or OPENAI_API_KEY`,
  );
}

function moneyProblems(env: Env): readonly string[] {
  const prices = [env.MODEL_INPUT_PRICE, env.MODEL_OUTPUT_PRICE];
  const known = prices.filter((price) => price !== undefined).length;
  if (known === 1) return ['MODEL_INPUT_PRICE and MODEL_OUTPUT_PRICE belong together: set both'];
  const limits = (['MODEL_USD_A_DAY', 'MODEL_USD_A_DAY_EACH'] as const).filter(
    (name) => env[name] !== undefined,
  );
  if (known > 0) return [];
  return limits.map((name) => `${name} needs MODEL_INPUT_PRICE and MODEL_OUTPUT_PRICE to count by`);
}
