import type { ModelSetUp, ModelSpent, SentView } from '../core/model-words.ts';
import type { Viewer } from '../core/ticket-card.ts';

/** What a language model was sent and has cost, for those who answer for it. Throws PermissionError for whoever doesn’t. */
export interface ModelDesk {
  /** null: none is set up. */
  today(viewer: Viewer): Promise<{ readonly setUp: ModelSetUp; readonly spent: ModelSpent } | null>;
  /** Calls as they were made, newest first. */
  sent(count: number, viewer: Viewer): Promise<readonly SentView[]>;
}

export type ModelDeskParts = {
  readonly setUp: ModelSetUp;
  readonly budget: { today(): Promise<ModelSpent> };
  readonly recorder: { latest(count: number): Promise<readonly SentView[]> };
};

/** `model` null: none is set up. */
export function createModelDesk(model: ModelDeskParts | null): ModelDesk {
  return {
    async today(viewer) {
      viewer.check('run-log');
      return model && { setUp: model.setUp, spent: await model.budget.today() };
    },
    async sent(count, viewer) {
      viewer.check('run-log');
      return model ? model.recorder.latest(count) : [];
    },
  };
}
