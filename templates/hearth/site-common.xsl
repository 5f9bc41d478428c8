<?xml version="1.0" encoding="UTF-8"?>
<!--
  What every page of a course's web site has: head, bar, contents, foot, and the panels and words that site.js works with. A page reads well
  without any script: what only a script can do stands in .script-only and shows once site.js runs.
-->
<xsl:stylesheet xmlns="http://www.w3.org/1999/xhtml" xmlns:sheaf="urn:sheaf" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                version="1.0" exclude-result-prefixes="sheaf">

  <!-- "Lesson {n} of {of}" with its numbers put in -->
  <xsl:template name="count">
    <xsl:param name="words"/>
    <xsl:param name="n"/>
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="contains($words, '{n}')">
        <xsl:value-of select="substring-before($words, '{n}')"/>
        <xsl:value-of select="$n"/>
        <xsl:call-template name="count">
          <xsl:with-param name="words" select="substring-after($words, '{n}')"/>
          <xsl:with-param name="of" select="$of"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="contains($words, '{of}')">
        <xsl:value-of select="concat(substring-before($words, '{of}'), $of, substring-after($words, '{of}'))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="lesson-of">
    <xsl:call-template name="count">
      <xsl:with-param name="words" select="/page/label[@key = 'lesson-of']"/>
      <xsl:with-param name="n" select="/page/position/@n"/>
      <xsl:with-param name="of" select="/page/position/@of"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="heading">
    <xsl:choose>
      <xsl:when test="heading"><xsl:copy-of select="heading/node()"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="names">
    <xsl:param name="list"/>
    <xsl:for-each select="$list">
      <xsl:if test="position() &gt; 1">, </xsl:if>
      <xsl:value-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <!-- What stands before the style sheet. The identifier keeps one course's ticks and notes from another's. -->
  <xsl:template name="meta">
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>
      <xsl:if test="title and title != book/title"><xsl:value-of select="title"/> · </xsl:if>
      <xsl:value-of select="book/title"/>
    </title>
    <xsl:if test="normalize-space(description | book/description)">
      <meta name="description" content="{normalize-space((description | book/description)[1])}"/>
    </xsl:if>
    <meta name="color-scheme" content="light dark"/>
    <meta name="sheaf-book" content="{book/identifier}"/>
  </xsl:template>

  <xsl:template name="head">
    <head>
      <xsl:call-template name="meta"/>
      <link rel="stylesheet" href="{@css}"/>
      <script src="{@root}assets/site.js"></script>
    </head>
  </xsl:template>

  <xsl:template name="bar">
    <a class="skip" href="#text"><xsl:value-of select="label[@key = 'skip-to-text']"/></a>
    <header class="bar">
      <p class="bar-title">
        <xsl:if test="home">
          <a href="{home/@href}">
            <xsl:choose>
              <xsl:when test="book/logo">
                <img src="{book/logo/@href}" alt="{book/title}"><xsl:copy-of select="book/logo/@width | book/logo/@height"/></img>
              </xsl:when>
              <xsl:otherwise><xsl:value-of select="book/title"/></xsl:otherwise>
            </xsl:choose>
          </a>
        </xsl:if>
      </p>
      <div class="bar-tools script-only">
        <xsl:if test="search">
          <button type="button" class="tool" data-opens="search-panel" aria-haspopup="dialog">
            <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/></svg>
            <span><xsl:value-of select="label[@key = 'search']"/></span>
          </button>
        </xsl:if>
        <button type="button" class="tool" data-opens="notes-panel" aria-haspopup="dialog">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19z"/><path d="M14 7l3 3"/></svg>
          <span><xsl:value-of select="label[@key = 'your-notes']"/></span>
        </button>
        <button type="button" class="tool" id="dark" aria-pressed="false">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/></svg>
          <span><xsl:value-of select="label[@key = 'dark-colours']"/></span>
        </button>
      </div>
    </header>
  </xsl:template>

  <!-- The contents, as a list of parts and lessons. full: with what each lesson is about, and its PDF. -->
  <xsl:template name="contents">
    <xsl:param name="full" select="false()"/>
    <ol class="toc">
      <xsl:for-each select="contents/part | contents/item">
        <xsl:choose>
          <xsl:when test="self::part">
            <li class="toc-part">
              <span class="part-name"><xsl:value-of select="@title"/></span>
              <ol><xsl:apply-templates select="item" mode="toc"><xsl:with-param name="full" select="$full"/></xsl:apply-templates></ol>
            </li>
          </xsl:when>
          <xsl:otherwise><xsl:apply-templates select="." mode="toc"><xsl:with-param name="full" select="$full"/></xsl:apply-templates></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </ol>
  </xsl:template>

  <xsl:template match="item" mode="toc">
    <xsl:param name="full"/>
    <xsl:variable name="file" select="/page/downloads/download[$full and @lesson = current()/@slug][1]"/>
    <li class="toc-item">
      <xsl:if test="@slug"><xsl:attribute name="data-slug"><xsl:value-of select="@slug"/></xsl:attribute></xsl:if>
      <a href="{@href}">
        <xsl:if test="@current"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
        <xsl:if test="@number"><span class="toc-number"><xsl:value-of select="@number"/></span><xsl:text> </xsl:text></xsl:if>
        <span class="toc-title"><xsl:value-of select="@title"/></span>
      </a>
      <xsl:if test="$file">
        <xsl:text> </xsl:text>
        <a class="toc-file" href="{$file/@href}"><span class="apart"><xsl:value-of select="@title"/>: </span>PDF</a>
      </xsl:if>
      <xsl:if test="$full and @description"><p class="toc-description"><xsl:value-of select="@description"/></p></xsl:if>
      <xsl:if test="item"><ol><xsl:apply-templates select="item" mode="toc"><xsl:with-param name="full" select="$full"/></xsl:apply-templates></ol></xsl:if>
    </li>
  </xsl:template>

  <!-- Beside the text on a wide screen, folded above it on a narrow one. -->
  <xsl:template name="contents-beside">
    <nav class="beside" aria-label="{label[@key = 'contents']}">
      <details class="beside-fold">
        <summary>
          <span><xsl:value-of select="label[@key = 'contents']"/></span>
          <xsl:if test="position"><span class="beside-position"><xsl:call-template name="lesson-of"/></span></xsl:if>
        </summary>
        <p class="lessons-read script-only" data-count="read"></p>
        <xsl:call-template name="contents"/>
      </details>
    </nav>
  </xsl:template>

  <xsl:template name="foot">
    <footer class="foot">
      <xsl:if test="contents/page-link">
        <ul class="foot-pages">
          <xsl:for-each select="contents/page-link">
            <li><a href="{@href}"><xsl:if test="@current"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if><xsl:value-of select="@title"/></a></li>
          </xsl:for-each>
        </ul>
      </xsl:if>
      <p class="foot-rights">
        <xsl:choose>
          <xsl:when test="book/rights"><xsl:value-of select="book/rights"/></xsl:when>
          <xsl:when test="book/author">
            <xsl:text>© </xsl:text>
            <xsl:if test="book/year"><xsl:value-of select="concat(book/year, ' ')"/></xsl:if>
            <xsl:call-template name="names"><xsl:with-param name="list" select="book/author"/></xsl:call-template>
          </xsl:when>
        </xsl:choose>
      </p>
      <xsl:if test="book/publisher"><p><xsl:value-of select="concat(label[@key = 'published-by'], ' ', book/publisher)"/></p></xsl:if>
    </footer>
    <xsl:call-template name="panels"/>
  </xsl:template>

  <xsl:template name="close">
    <button type="button" class="close" aria-label="{label[@key = 'close']}" data-closes="true">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6 6 18"/></svg>
    </button>
  </xsl:template>

  <!-- What opens over a page, and the words that site.js says. -->
  <xsl:template name="panels">
    <xsl:if test="search">
      <dialog class="panel" id="search-panel" aria-labelledby="search-label">
        <div class="panel-head">
          <h2><label for="search" id="search-label"><xsl:value-of select="label[@key = 'search-lessons']"/></label></h2>
          <xsl:call-template name="close"/>
        </div>
        <form role="search" method="dialog"><input type="search" id="search" autocomplete="off" spellcheck="false"/></form>
        <p id="search-status" role="status"></p>
        <ol id="search-results"></ol>
      </dialog>
    </xsl:if>
    <dialog class="panel" id="notes-panel" aria-labelledby="notes-label">
      <div class="panel-head">
        <h2 id="notes-label"><xsl:value-of select="label[@key = 'your-notes']"/></h2>
        <xsl:call-template name="close"/>
      </div>
      <p class="lessons-read" data-count="read"></p>
      <p id="notes-kept"><xsl:value-of select="label[@key = 'notes-kept']"/></p>
      <p id="notes-not-kept" hidden="hidden"><xsl:value-of select="label[@key = 'notes-not-kept']"/></p>
      <div class="panel-buttons">
        <button type="button" class="button" id="notes-save"><xsl:value-of select="label[@key = 'save-notes']"/></button>
        <button type="button" class="button quiet" id="notes-load"><xsl:value-of select="label[@key = 'load-notes']"/></button>
        <button type="button" class="button quiet" id="notes-clear"><xsl:value-of select="label[@key = 'clear-notes']"/></button>
      </div>
      <input type="file" id="notes-file" accept=".md,text/markdown,text/plain" hidden="hidden" aria-label="{label[@key = 'load-notes']}"/>
      <p id="notes-status" role="status"></p>
    </dialog>
    <template id="popup-shape">
      <div class="popup" role="dialog" tabindex="-1"><xsl:call-template name="close"/><div class="popup-text"></div></div>
    </template>
    <div id="words" hidden="hidden">
      <xsl:for-each select="label[@key = 'your-answer' or @key = 'your-notes' or @key = 'have-read' or @key = 'lessons-read' or @key = 'continue-reading' or
                                  @key = 'clear-sure' or @key = 'notes-loaded' or @key = 'notes-not-loaded' or @key = 'notes-cleared' or @key = 'day' or
                                  @key = 'row' or @key = 'column' or @key = 'your-name' or @key = 'date' or @key = 'glossary' or @key = 'note']">
        <xsl:attribute name="data-{@key}"><xsl:value-of select="."/></xsl:attribute>
      </xsl:for-each>
    </div>
  </xsl:template>

  <xsl:template name="related">
    <xsl:if test="related/item">
      <section class="related" role="navigation" aria-labelledby="page.related">
        <h2 id="page.related"><xsl:value-of select="label[@key = 'related-reading']"/></h2>
        <ul>
          <xsl:for-each select="related/item">
            <li>
              <a href="{@href}"><xsl:value-of select="@title"/></a>
              <xsl:if test="@why"><xsl:text> </xsl:text><span class="why"><xsl:value-of select="@why"/></span></xsl:if>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
    <xsl:if test="backlinks/item">
      <section class="backlinks" role="navigation" aria-labelledby="page.backlinks">
        <h2 id="page.backlinks"><xsl:value-of select="label[@key = 'referred-to-from']"/></h2>
        <ul>
          <xsl:for-each select="backlinks/item"><li><a href="{@href}"><xsl:value-of select="@title"/></a></li></xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
