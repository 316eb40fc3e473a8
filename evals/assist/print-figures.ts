/** A figure and what it is held to; one that is held to nothing is only told. */
export type ClassifierFigure = { readonly name: string; readonly of?: number } & (
  | { readonly percent: number; readonly least?: number }
  | { readonly value: number; readonly most?: number }
);

/** Prints them, and has the process end with 1 where one falls short. */
export function print(figures: readonly ClassifierFigure[]): void {
  for (const figure of figures) {
    const said = 'percent' in figure ? `${figure.percent.toFixed(2)} %` : figure.value.toFixed(3);
    const verdict = verdictOf(figure);
    if (verdict === 'FAILS') process.exitCode = 1;
    const of = figure.of === undefined ? '' : `  of ${figure.of}`;
    console.log(
      `${verdict.padEnd(6)} ${figure.name.padEnd(36)} ${said.padStart(9)}${of}${boundOf(figure)}`,
    );
  }
}

function verdictOf(figure: ClassifierFigure): 'holds' | 'FAILS' | '' {
  if ('percent' in figure)
    return figure.least === undefined ? '' : figure.percent >= figure.least ? 'holds' : 'FAILS';
  return figure.most === undefined ? '' : figure.value <= figure.most ? 'holds' : 'FAILS';
}

function boundOf(figure: ClassifierFigure): string {
  if ('percent' in figure) return figure.least === undefined ? '' : ` (at least ${figure.least} %)`;
  return figure.most === undefined ? '' : ` (at most ${figure.most})`;
}
