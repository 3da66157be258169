// The pages load wwwroot/js as modules by their script tags. Node needs to be told, because no package.json stands there.
import { register } from "node:module";

const hooks = `export const load = (url, context, next) =>
  next(url, url.includes("/wwwroot/js/") ? { ...context, format: "module" } : context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
