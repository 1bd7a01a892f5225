"""The site: the lectures as pages to read, as slides and on paper. `python -m rnnlab.publishing.site` is the door.

Nothing is imported here. What the room needs is the extra "site"; browser scripts, style sheets and templates/ stand
beside the modules.

site
    the command, and the folder that it writes
lectures, scenes, frames
    a stored lecture; its cells run once; an explorer's pictures for each value of its controls
pages, front
    the page of a lecture and of a Markdown file; the front page
slides, slide_parts, heights
    slides with reveal.js: the page; what stands on each; how much goes on one
handout
    the PDF, printed by Chromium
lite, wheels
    the lectures live in the page: JupyterLite; what its Python loads, and from where; beside them live.js and live.css
rendering, markdown
    the templates and nbconvert; Markdown with formulas as MathML
addresses, dead_links, repository
    where each file stands in the site; links that lead nowhere; where the repository is on GitHub
"""
