// The peer's settings: Markdown alone, one layout, no lists and no feeds.
export default function (config) {
  config.setUseGitIgnore(false);
  config.addPassthroughCopy("style.css");
  return {
    dir: { input: "content", includes: "../_includes" },
    templateFormats: ["md"],
    markdownTemplateEngine: false,
  };
}
