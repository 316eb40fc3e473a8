import { z } from 'zod';

/**
 * Slack's blocks, as its reference and `@slack/types` describe them and no more: an unknown field is a problem.
 * Written apart from what src/surfaces/slack makes, so that it can find that wrong.
 */

/** `&`, `<` and `>` count as what they are escaped to. */
export function countedLength(text: string): number {
  return text.replace(/&/g, '&amp;').replace(/[<>]/g, '&lt;').length;
}

const text = (most: number, least = 1) =>
  z
    .string()
    .refine((value) => countedLength(value) <= most, `longer than ${most} characters`)
    .refine((value) => value.trim().length >= least, 'empty')
    .refine((value) => value.isWellFormed(), 'half a character')
    .refine((value) => !/[^\P{Cc}\n]/u.test(value), 'a control character')
    .refine((value) => !/[\u202A-\u202E]/.test(value), 'a steering of text direction')
    .refine(isBalanced, 'an isolate that is left open, or closes nothing');

function isBalanced(value: string): boolean {
  let open = 0;
  for (const sign of value.match(/[\u2066-\u2069]/g) ?? []) {
    open += sign === '\u2069' ? -1 : 1;
    if (open < 0) return false;
  }
  return open === 0;
}

const id = z.string().min(1).max(255);
const url = z.url({ protocol: /^https?$/ }).max(3000);
const block = { block_id: id.optional() };
const action = { action_id: id, focus_on_load: z.boolean().optional() };

const plainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: text(most),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(most), verbatim: z.boolean().optional() });
const anyText = (most: number) => z.discriminatedUnion('type', [plainText(most), mrkdwn(most)]);

const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();

const richText = z.strictObject({ type: z.literal('text'), text: text(3000, 0).min(1), style });
const richLink = z.strictObject({
  type: z.literal('link'),
  url,
  text: text(3000).optional(),
  unsafe: z.boolean().optional(),
  style,
});
const richElement = z.discriminatedUnion('type', [
  richText,
  richLink,
  z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW][A-Z0-9]+$/), style }),
  z.strictObject({
    type: z.literal('usergroup'),
    usergroup_id: z.string().regex(/^S[A-Z0-9]+$/),
    style,
  }),
  z.strictObject({
    type: z.literal('channel'),
    channel_id: z.string().regex(/^[CGD][A-Z0-9]+$/),
    style,
  }),
  z.strictObject({
    type: z.literal('emoji'),
    name: z.string().min(1),
    unicode: z.string().optional(),
    style,
  }),
  z.strictObject({
    type: z.literal('broadcast'),
    range: z.enum(['here', 'channel', 'everyone']),
    style,
  }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: z.string().min(1),
    fallback: z.string().optional(),
    url: url.optional(),
    style,
  }),
]);
const richSection = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(richElement).min(1),
});
const border = z.union([z.literal(0), z.literal(1)]).optional();

const richTextBlock = z.strictObject({
  ...block,
  type: z.literal('rich_text'),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        richSection,
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          elements: z.array(richSection).min(1),
          indent: z.int().min(0).max(8).optional(),
          border,
        }),
        z.strictObject({
          type: z.literal('rich_text_quote'),
          elements: z.array(richElement).min(1),
          border,
        }),
        z.strictObject({
          type: z.literal('rich_text_preformatted'),
          elements: z.array(z.discriminatedUnion('type', [richText, richLink])).min(1),
          border,
        }),
      ]),
    )
    .min(1),
});

const picture = z
  .strictObject({
    ...block,
    type: z.literal('image'),
    alt_text: text(2000),
    title: plainText(2000).optional(),
    image_url: url.optional(),
    slack_file: z
      .strictObject({
        id: z
          .string()
          .regex(/^F[A-Z0-9]+$/, 'not the id of an uploaded file')
          .optional(),
        url: url.optional(),
      })
      .optional(),
  })
  .refine(
    (value) => (value.image_url === undefined) !== (value.slack_file === undefined),
    'either image_url or slack_file',
  );

const option = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(150),
  description: anyText(75).optional(),
  url: url.optional(),
});
const options = (most: number) => z.array(option).min(1).max(most);
const placeholder = { placeholder: plainText(150).optional() };

const button = z.strictObject({
  ...action,
  type: z.literal('button'),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: url.optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: text(75).optional(),
  confirm: confirm.optional(),
});
const overflow = z.strictObject({
  ...action,
  type: z.literal('overflow'),
  options: options(5),
  confirm: confirm.optional(),
});
const select = [
  z.strictObject({
    ...action,
    ...placeholder,
    type: z.literal('static_select'),
    options: options(100),
    initial_option: option.optional(),
    confirm: confirm.optional(),
  }),
  z.strictObject({
    ...action,
    ...placeholder,
    type: z.literal('multi_static_select'),
    options: options(100),
    initial_options: z.array(option).optional(),
    max_selected_items: z.int().min(1).optional(),
  }),
  ...(['users_select', 'conversations_select', 'channels_select'] as const).map((type) =>
    z.looseObject({ ...action, ...placeholder, type: z.literal(type) }),
  ),
] as const;
const choices = (['radio_buttons', 'checkboxes'] as const).map((type) =>
  z.strictObject({
    ...action,
    type: z.literal(type),
    options: options(10),
    initial_option: option.optional(),
    initial_options: z.array(option).optional(),
    confirm: confirm.optional(),
  }),
);
const pickers = (['datepicker', 'timepicker', 'datetimepicker'] as const).map((type) =>
  z.looseObject({ ...action, type: z.literal(type) }),
);
const textInput = z.strictObject({
  ...action,
  ...placeholder,
  type: z.literal('plain_text_input'),
  multiline: z.boolean().optional(),
  initial_value: z.string().max(3000).optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  dispatch_action_config: z.looseObject({}).optional(),
});
const numberInput = z.looseObject({
  ...action,
  type: z.literal('number_input'),
  is_decimal_allowed: z.boolean(),
});

const urlInput = z.strictObject({
  ...action,
  ...placeholder,
  type: z.literal('url_text_input'),
  initial_value: z.string().optional(),
});
const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: z.string().min(1).max(255),
  filetypes: z.array(z.string()).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
});

const element = z.discriminatedUnion('type', [button, overflow, ...select, ...choices, ...pickers]);
const inputElement = z.discriminatedUnion('type', [
  textInput,
  numberInput,
  urlInput,
  fileInput,
  ...select,
  ...choices,
  ...pickers,
]);
const accessory = z.discriminatedUnion('type', [
  button,
  overflow,
  ...select,
  ...choices,
  ...pickers,
  z.strictObject({ type: z.literal('image'), alt_text: text(2000), image_url: url }),
]);

const section = z
  .strictObject({
    ...block,
    type: z.literal('section'),
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(
    (value) => value.text !== undefined || value.fields !== undefined,
    'neither text nor fields',
  );

const feedback = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(2000),
  accessibility_label: text(75).optional(),
});

/** Everywhere: messages, modals, the home tab. */
const classic = [
  z.strictObject({ ...block, type: z.literal('header'), text: plainText(150) }),
  section,
  z.strictObject({
    ...block,
    type: z.literal('context'),
    elements: z
      .array(
        z.discriminatedUnion('type', [
          plainText(3000),
          mrkdwn(3000),
          z.strictObject({ type: z.literal('image'), alt_text: text(2000), image_url: url }),
        ]),
      )
      .min(1)
      .max(10),
  }),
  z.strictObject({ ...block, type: z.literal('divider') }),
  picture,
  z.strictObject({
    ...block,
    type: z.literal('actions'),
    elements: z.array(element).min(1).max(25),
  }),
  z.strictObject({
    ...block,
    type: z.literal('input'),
    label: plainText(2000),
    element: inputElement,
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  richTextBlock,
] as const;

const rawText = z.strictObject({ type: z.literal('raw_text'), text: text(10_000) });
const rawNumber = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: text(10_000),
});
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richTextBlock]);

const dataTable = z
  .strictObject({
    ...block,
    type: z.literal('data_table'),
    caption: text(255),
    rows: z.array(z.array(cell).min(1).max(20)).min(2).max(101),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .refine(
    ({ rows }) => rows.every((row) => row.length === rows[0]?.length),
    'rows of differing lengths',
  )
  .refine(
    ({ rows }) => rows[0]?.every(({ type }) => type !== 'rich_text') ?? true,
    'rich text in the heading',
  )
  .refine(
    ({ rows, row_header_column_index: at = 0 }) => at < (rows[0]?.length ?? 0),
    'no such column for row headers',
  );

const label = text(20);
const chart = z
  .strictObject({
    type: z.enum(['line', 'bar', 'area']),
    series: z
      .array(
        z.strictObject({
          name: label,
          data: z
            .array(z.strictObject({ label, value: z.number() }))
            .min(1)
            .max(20),
        }),
      )
      .min(1)
      .max(6),
    axis_config: z.strictObject({
      categories: z.array(label).min(1).max(20),
      x_label: text(50).optional(),
      y_label: text(50).optional(),
    }),
  })
  .refine(
    ({ axis_config: { categories } }) => new Set(categories).size === categories.length,
    'categories named alike',
  )
  .refine(
    ({ series }) => new Set(series.map(({ name }) => name)).size === series.length,
    'series named alike',
  )
  .refine(
    ({ series, axis_config: { categories } }) =>
      series.every(
        ({ data }) =>
          data.length === categories.length &&
          data.every((point, at) => point.label === categories[at]),
      ),
    'points that don’t match the categories',
  );
const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(6),
});

/** In messages only. */
const ofMessages = [
  z.strictObject({
    ...block,
    type: z.literal('context_actions'),
    elements: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({
            type: z.literal('feedback_buttons'),
            action_id: id,
            positive_button: feedback,
            negative_button: feedback,
          }),
          z.strictObject({
            type: z.literal('icon_button'),
            action_id: id,
            icon: z.literal('trash'),
            text: plainText(75),
            value: z.string().max(2000).optional(),
            accessibility_label: text(75).optional(),
            visible_to_user_ids: z.array(z.string()).optional(),
            confirm: confirm.optional(),
          }),
        ]),
      )
      .min(1)
      .max(5),
  }),
  z.strictObject({ ...block, type: z.literal('markdown'), text: text(12_000) }),
  z.strictObject({
    ...block,
    type: z.literal('data_visualization'),
    title: text(50),
    chart: z.discriminatedUnion('type', [chart, pie]),
  }),
  dataTable,
] as const;

const messageBlock = z.discriminatedUnion('type', [...classic, ...ofMessages]);
const viewBlock = z.discriminatedUnion('type', [...classic]);

const payloadValue = z.union([z.string(), z.number(), z.boolean()]);
const payloadObject = z.record(z.string(), payloadValue);

export const messageSchema = z.looseObject({
  text: text(4000),
  blocks: z.array(messageBlock).max(50).optional(),
  metadata: z
    .strictObject({
      event_type: z.string().regex(/^\w+$/),
      event_payload: z.record(
        z.string(),
        z.union([payloadValue, payloadObject, z.array(payloadObject)]),
      ),
    })
    .optional(),
});

const view = {
  blocks: z.array(viewBlock).max(100),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

export const viewSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...view,
      type: z.literal('modal'),
      title: plainText(24),
      close: plainText(24).optional(),
      submit: plainText(24).optional(),
      clear_on_close: z.boolean().optional(),
      notify_on_close: z.boolean().optional(),
    }),
    z.strictObject({ ...view, type: z.literal('home') }),
  ])
  .refine(
    (value) =>
      value.type === 'home' ||
      value.submit !== undefined ||
      value.blocks.every(({ type }) => type !== 'input'),
    'a modal with input and nothing to submit it',
  );
