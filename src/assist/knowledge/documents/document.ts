/** What Deskhand can read. */
export const MEDIA = ['pdf', 'docx', 'html', 'markdown', 'text'] as const;
export type Media = (typeof MEDIA)[number];

/** A stretch of text under its headings. */
export type Section = {
  /** Outermost first. */
  readonly headings: readonly string[];
  /** Where the document has pages, from 1. */
  readonly page: number | null;
  /** Paragraphs, each on a line of its own. */
  readonly text: string;
};

export type ReadDocument = {
  /** Null: it doesn’t say. */
  readonly title: string | null;
  readonly pages: number | null;
  readonly sections: readonly Section[];
};

/** Collects sections from blocks of text that come in reading order. */
export function createOutline() {
  const sections: Section[] = [];
  let headings: { readonly level: number; readonly text: string }[] = [];
  let paragraphs: string[] = [];
  let page: number | null = null;
  const end = () => {
    const text = paragraphs.join('\n').trim();
    if (text !== '') sections.push({ headings: headings.map((one) => one.text), page, text });
    paragraphs = [];
  };
  return {
    heading(level: number, text: string): void {
      const said = squeeze(text);
      if (said === '') return;
      end();
      headings = [...headings.filter((one) => one.level < level), { level, text: said }];
    },
    paragraph(text: string): void {
      const said = squeeze(text);
      if (said !== '') paragraphs.push(said);
    },
    page(number: number): void {
      end();
      page = number;
    },
    sections(): readonly Section[] {
      end();
      return sections;
    },
  };
}

export const squeeze = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
