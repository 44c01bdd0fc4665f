/** A wiki of four pages that has some of everything the command tells of. */
export const FILMS = {
  'films/films.md': '---\ntitle: films\n---\n# films\n\n- [[Spring]]\n',
  'films/spring.md':
    '---\ntitle: Spring\nvideoId: WhWc3b3KhnY\n---\n\nFrom: [[films]] <br/>\n\n## Mood\nThe light follows [[fog | the fog]] here <a class="yt-timestamp" data-t="00:01:05">[00:01:05]</a>. It wants a [[Ghost Page]].\n',
  'films/fog.md':
    '---\ntitle: Fog\naliases: [mist]\n---\n\nFrom: [[films]] <br/>\n\nFog is light, scattered.\n',
  'films/alone.md':
    '---\ntitle: "=Alone"\n---\n\nFrom: [[films]] <br/>\n\nNobody links here, it links to [[mist]].\n',
};
