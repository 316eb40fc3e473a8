import type { Block, KnownBlock, MessageMetadata, ModalView } from '@slack/types';
import type { ChartSpec } from '../../../core/answer.ts';

type ChartPoint = { readonly label: string; readonly value: number };

/** A chart Slack draws itself; `@slack/types` doesn't know it yet. docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export interface DataVisualizationBlock extends Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'line' | 'bar';
    series: { name: string; data: ChartPoint[] }[];
    axis_config: { categories: string[]; x_label?: string; y_label?: string };
  };
}

export type SlackBlock = KnownBlock | DataVisualizationBlock;

/** What `chat.postMessage`, `chat.update` and `chat.postEphemeral` take, but for where it goes. */
export type SlackMessage = {
  /** For notifications and screen readers: the whole answer in plain words, escaped. */
  readonly text: string;
  readonly blocks: SlackBlock[];
  readonly metadata?: MessageMetadata;
};

/** A file the caller makes and uploads. */
export type SlackFile = {
  readonly fileName: string;
  readonly title: string;
  readonly alt: string;
} & (
  | {
      /** A picture of `spec`, uploaded without a channel; `placePicture` puts it into the message. */
      readonly kind: 'chart';
      readonly spec: ChartSpec;
      /** The id that stands in the message for the file to come. */
      readonly placeholder: string;
    }
  | { /** The turn's whole table, uploaded into the thread. */ readonly kind: 'csv' }
);

/** A reply as Slack payloads. `message` comes first and carries the buttons; `more` and CSV files follow it in the thread. */
export type RenderedReply = {
  readonly message: SlackMessage;
  readonly files: readonly SlackFile[];
  readonly more: readonly SlackMessage[];
};

export type SlackModal = ModalView & { blocks: SlackBlock[] };

/** What the buttons in our messages are called when they come back. */
export const ACTIONS = {
  /** Asks the question in the button's value. Numbered, as ids are unique in a message: `ask_0`, `ask_1`, … */
  ask: /^ask_\d+$/,
  /** Value of this and the next: the answer's reference. */
  how: 'how',
  /** Gives the turn's whole table as a file in the thread. */
  csv: 'csv',
  share: 'share',
  /** Value: read it with `readFeedback`. */
  feedback: 'feedback',
} as const;
