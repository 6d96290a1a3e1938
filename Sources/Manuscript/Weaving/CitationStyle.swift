// How citations and references are set: by author and year, every name in full up to ten. pandoc's own style changes with its
// version, and with it the words of a paper; this one says everything that it needs, terms too.

enum CitationStyle {
    /// In the Citation Style Language.
    static let text = """
        <?xml version="1.0" encoding="utf-8"?>
        <style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="en-US" demote-non-dropping-particle="never">
          <info>
            <title>Author and year</title>
            <id>author-and-year</id>
            <updated>2026-01-01T00:00:00+00:00</updated>
          </info>
          <locale>
            <terms>
              <term name="et-al">et al.</term>
              <term name="and">and</term>
              <term name="no date" form="short">n.d.</term>
              <term name="editor" form="short"><single>ed.</single><multiple>eds.</multiple></term>
            </terms>
          </locale>
          <macro name="authors">
            <names variable="author">
              <name and="text" delimiter=", " delimiter-precedes-last="contextual" name-as-sort-order="first" initialize="false"/>
              <label form="short" prefix=", "/>
              <substitute><names variable="editor"/><text variable="title"/></substitute>
            </names>
          </macro>
          <macro name="authors-short">
            <names variable="author">
              <name form="short" and="text" delimiter=", " initialize="false"/>
              <substitute><names variable="editor"/><text variable="title" form="short"/></substitute>
            </names>
          </macro>
          <macro name="year">
            <choose>
              <if variable="issued"><date variable="issued"><date-part name="year"/></date></if>
              <else><text term="no date" form="short"/></else>
            </choose>
          </macro>
          <macro name="title">
            <choose>
              <if type="book thesis report" match="any"><text variable="title" font-style="italic"/></if>
              <else><text variable="title" quotes="true"/></else>
            </choose>
          </macro>
          <macro name="container">
            <group delimiter=" ">
              <choose><if type="chapter paper-conference" match="any"><text value="In"/></if></choose>
              <text variable="container-title" font-style="italic" text-case="title"/>
              <text variable="volume"/>
              <text variable="issue" prefix="(" suffix=")"/>
            </group>
          </macro>
          <citation et-al-min="4" et-al-use-first="1" disambiguate-add-year-suffix="true" disambiguate-add-names="true" collapse="year">
            <layout prefix="(" suffix=")" delimiter="; ">
              <group delimiter=", ">
                <group delimiter=" "><text macro="authors-short"/><text macro="year"/></group>
                <group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
              </group>
            </layout>
          </citation>
          <bibliography hanging-indent="true" et-al-min="11" et-al-use-first="7">
            <sort><key macro="authors"/><key variable="issued"/><key variable="title"/></sort>
            <layout suffix=".">
              <group delimiter=". ">
                <text macro="authors"/>
                <text macro="year"/>
                <text macro="title"/>
                <group delimiter=", ">
                  <group delimiter=": "><text macro="container"/><text variable="page"/></group>
                  <group delimiter=": "><text variable="publisher-place"/><text variable="publisher"/></group>
                </group>
                <text variable="note"/>
              </group>
              <choose>
                <if variable="DOI"><text variable="DOI" prefix=". doi:"/></if>
                <else-if variable="URL"><text variable="URL" prefix=". "/></else-if>
              </choose>
            </layout>
          </bibliography>
        </style>
        """
}
