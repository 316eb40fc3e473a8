import type { TeamSettings } from '../../core/settings.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Condition } from '../query-plan.ts';
import type { Binder } from './binder.ts';

export type CompileContext = {
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  readonly settings: TeamSettings;
};

/** What every plan that reads rows has in common. */
export type Scope = {
  readonly where: readonly Condition[];
  readonly period: { readonly start: string; readonly end: string } | null;
  readonly zone: string;
  readonly asOf: string;
  readonly managers: 'excluded' | 'included';
};

/** One statement in the making: the plan's scope, what is known, and the values collected so far. */
export type Frame = CompileContext & { readonly scope: Scope; readonly binder: Binder };

export const asOfSql = (frame: Frame): string => frame.binder.instant('as_of', frame.scope.asOf);
