// A refused book's problems as text to paste into a ticket or a mail.
import type { AppError, Problem } from '../ipc';
import { sentence } from '../parts/States';

export function problemsAsText(error: AppError): string {
  const head = [sentence(error.message), ...(error.place === null ? [] : [error.place])];
  return [...head, '', ...error.problems.map(problemAsText), ...moreAsText(error.more_problems)].join('\n');
}

export function problemAsText({ code, place, message, help }: Problem): string {
  return `${place}: ${message} [${code}]${help === null ? '' : `\n  ${help}`}`;
}

function moreAsText(more: number): string[] {
  return more > 0 ? [`and ${more.toLocaleString('en-US')} more`] : [];
}

/** A name for the file a book is written to, from the brokerage's: `adler-associates.json`. */
export function bookName(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const name = plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/gu, '');
  return `${name === '' ? 'book' : name}.json`;
}

/** What an edit was refused for, for the line under the field that asked for it. */
export function refusalWords({ message, help, problems }: AppError): string {
  const first = problems[0];
  const words = first ? [first.message, first.help] : [message, help];
  return words.filter((text) => text !== null).map(sentence).join(' ');
}
