// Text of the user's, and names of AWS's, among Markdown of ours.

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~]/g, '\\$&');
}
