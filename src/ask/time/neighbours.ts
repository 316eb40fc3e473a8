import { addUnits, stepUnits } from './calendar-units.ts';
import { unitName } from './periods.ts';
import { ARTICLE, phrases, type Reader, readCount, readUnit, skip } from './reading.ts';
import { mapStretch, type Span, type Stretch } from './stretch.ts';
import type { UnitWord } from './vocabulary.ts';

const readSide = phrases<'before' | 'after'>([
  ['before|prior to|preceding|leading up to|up to', 'before'],
  ['after|following', 'after'],
]);

/** "the week before Christmas", "3 days after 5 May", "the month before March": as long as said, right next to the stretch. */
export function readNeighbour(named: Reader<Stretch>): Reader<Stretch> {
  return (input, at) => {
    const start = skip(input, at, ARTICLE);
    const count = readCount(input, start);
    if (count === null && start === at) return null;
    const unit = readUnit(input, count?.next ?? start);
    const side = unit === null ? null : readSide(input, unit.next);
    const stretch = side === null ? null : named(input, side.next);
    if (unit === null || side === null || stretch === null) return null;
    const value = mapStretch(stretch.value, (span) =>
      neighbour(span, (count?.value ?? 1) * unit.value.size, unit.value.unit, side.value),
    );
    return value === null ? null : { value, next: stretch.next };
  };
}

function neighbour(
  span: Span,
  count: number,
  unit: UnitWord['unit'],
  side: 'before' | 'after',
): Span | null {
  if (unit === 'minute') return null;
  const move = unit === 'hour' ? addUnits : stepUnits;
  const [start, end] =
    side === 'before'
      ? [move(span.start, unit, -count), span.start]
      : [span.end, move(span.end, unit, count)];
  const length = count === 1 ? `the ${unitName(unit, 1)}` : `${count} ${unitName(unit, count)}`;
  const words = `${length} ${side} ${span.words}`;
  return { start, end, unit, count, words };
}
