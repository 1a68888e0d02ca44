package org.crisisplan.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.crisisplan.department.Group;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who gets in where. Shut by default: what no chain before names is a page of ours and asks for the login page. Machines log in
 * with each request and get no session; people log in once for our pages and the web apps alike.
 */
@Configuration
class FrontDoor {

    private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();

    /** No inline script and no inline style on any page of ours, nothing from elsewhere, and nobody frames it. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /**
     * What the script of a page asks for: it is told that the login is over, and keeps what was typed. Sent on to the login instead, it
     * would get a session of its own and spoil the one of the login page that the person sees by then.
     */
    private static final RequestMatcher CALLED_BY_A_PAGE = new OrRequestMatcher(
            PATH.matcher(GET, "/tasks/*/form"),
            PATH.matcher(POST, "/tasks/**"),
            PATH.matcher(GET, "/crises/live"),
            PATH.matcher(GET, "/crises/*/live"),
            PATH.matcher(GET, "/crises/*/events"),
            PATH.matcher(GET, "/crises/*/signals.json"),
            PATH.matcher(GET, "/audit/cockpit/**"));

    private static final String[] TEAM = teamAnd();
    private static final String[] TEAM_AND_ADMINISTRATORS = teamAnd(Group.ADMINISTRATORS);

    private static final String[] TEAM_AUDITORS_AND_ADMINISTRATORS = teamAnd(Group.AUDITORS, Group.ADMINISTRATORS);

    private static final String[] KEEPERS_OF_CONTACTS = {
        Group.PUBLIC_RELATIONS.id(), Group.AUDITORS.id(), Group.ADMINISTRATORS.id()
    };

    /** Whoever works with what finance keeps for the estimate of a loss (R39), or looks whether it was right. */
    private static final String[] READERS_OF_LOSS_PARAMETERS = {
        Group.FINANCE.id(), Group.MANAGEMENT.id(), Group.ANALYSTS.id(), Group.AUDITORS.id(), Group.ADMINISTRATORS.id()
    };

    /** Whoever looks after those affected (R47); what names people is nobody else's business. */
    private static final String[] CARERS = {Group.CUSTOMER_SERVICE.id(), Group.PUBLIC_RELATIONS.id()};

    /** Whoever works with what users get (R57); the others of the team may read how it stands. */
    private static final String[] PAYERS = {Group.FINANCE.id(), Group.CUSTOMER_SERVICE.id()};

    private static final String[] CARERS_AND_AUDITORS = {
        Group.CUSTOMER_SERVICE.id(), Group.PUBLIC_RELATIONS.id(), Group.AUDITORS.id()
    };

    private static final String[] READERS_OF_DUTIES = teamAnd(Group.AUDITORS, Group.ANALYSTS, Group.ADMINISTRATORS);

    /** Whoever answers to authorities (R91), and those above them. */
    private static final String[] DECIDERS_OF_DUTIES = {Group.LEGAL.id(), Group.MANAGEMENT.id()};

    /** Whoever answers for how long what is kept. */
    private static final String[] KEEPERS_OF_RECORDS = {
        Group.LEGAL.id(), Group.MANAGEMENT.id(), Group.AUDITORS.id(), Group.ADMINISTRATORS.id()
    };

    /** Whoever reads the history of processes in Cockpit. */
    private static final String[] AUDITORS_AND_ADMINISTRATORS = {Group.AUDITORS.id(), Group.ADMINISTRATORS.id()};

    private static final String[] ANALYSTS_AND_ADMINISTRATORS = {Group.ANALYSTS.id(), Group.ADMINISTRATORS.id()};

    /** Whoever looks whether the plan was kept, in all cases together. */
    private static final String[] AUDIT = {Group.AUDITORS.id(), Group.ADMINISTRATORS.id(), Group.MANAGEMENT.id()};

    private static final String[] AUDIT_AND_ANALYSTS = {
        Group.AUDITORS.id(), Group.ADMINISTRATORS.id(), Group.MANAGEMENT.id(), Group.ANALYSTS.id()
    };

    private static final String[] READERS_OF_THE_PLAN = {
        Group.ANALYSTS.id(), Group.AUDITORS.id(), Group.ADMINISTRATORS.id()
    };

    /** Numbers over all crises; which crises stand behind them is for those who may read crises. */
    private static final String[] READERS_OF_PLAN_AND_ACTUAL = {
        Group.MANAGEMENT.id(), Group.ANALYSTS.id(), Group.AUDITORS.id(), Group.ADMINISTRATORS.id()
    };

    private final IdentityService identities;
    private final JdbcClient database;
    private final LoginThrottle guesses;
    private final LoginLog logins;
    private final MetricsSettings metrics;
    private final ObjectProvider<OidcLogin> oidc;
    private final ObjectProvider<ClientRegistrationRepository> providers;
    private final RequestCache deepLinks = deepLinks();

    FrontDoor(
            IdentityService identities,
            JdbcClient database,
            LoginThrottle guesses,
            LoginLog logins,
            MetricsSettings metrics,
            ObjectProvider<OidcLogin> oidc,
            ObjectProvider<ClientRegistrationRepository> providers) {
        this.metrics = metrics;
        this.oidc = oidc;
        this.providers = providers;
        this.database = database;
        this.identities = identities;
        this.guesses = guesses;
        this.logins = logins;
    }

    /** What the libraries bring along and the product does not have: a second login, a set-up page, raw files of the web apps. */
    @Bean
    @Order(1)
    SecurityFilterChain notHere(HttpSecurity http) throws Exception {
        return http.securityMatcher(any(
                        "/camunda/api/admin/auth/user/*/login/**",
                        "/camunda/api/admin/setup/**",
                        "/camunda/app/admin/*/setup/**",
                        "/webjars/**",
                        "/camunda-welcome/**",
                        "/plugin/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND))
                                .accessDeniedHandler((request, response, denied) ->
                                        response.setStatus(HttpStatus.NOT_FOUND.value())))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(FrontDoor::ofOurPages)
                .build();
    }

    /** What anyone may do: read the public status page and what goes with it, subscribe to it, report a trouble, acknowledge by a link that was mailed to them, see whether this node is alive and ready. */
    @Bean
    @Order(2)
    SecurityFilterChain forEveryone(HttpSecurity http) throws Exception {
        return http.securityMatcher(new OrRequestMatcher(
                        anyOf(
                                GET,
                                HEAD,
                                "/status",
                                "/status/**",
                                "/api/v2/**",
                                "/notices.json",
                                "/notice.js",
                                "/css/**",
                                "/favicon.ico",
                                "/favicon.svg",
                                "/actuator/health/liveness",
                                "/actuator/health/readiness"),
                        // a browser asks before a script of another site reads what anybody may read
                        PATH.matcher(OPTIONS, "/api/v2/**"),
                        PATH.matcher(OPTIONS, "/status/*"),
                        PATH.matcher(OPTIONS, "/notices.json"),
                        // the form protects itself, by a token of its own: whoever fills it in has no session
                        PATH.matcher(GET, "/report"),
                        PATH.matcher(POST, "/report"),
                        // signing up confirms nothing; all else about subscriptions is done by an address that only the
                        // reader of one
                        // mail has, by mail programs too, which have no session
                        PATH.matcher(GET, "/subscribe"),
                        PATH.matcher(POST, "/subscribe"),
                        anyOf(GET, HEAD, "/subscribe/confirm/*", "/subscribe/manage/*", "/unsubscribe/*"),
                        PATH.matcher(POST, "/subscribe/confirm/*"),
                        PATH.matcher(POST, "/subscribe/manage/*"),
                        PATH.matcher(POST, "/subscribe/manage/*/erase"),
                        PATH.matcher(POST, "/unsubscribe/*"),
                        // a survey is answered by whoever was drawn, at an address of their own
                        PATH.matcher(GET, "/survey/*"),
                        PATH.matcher(HEAD, "/survey/*"),
                        PATH.matcher(POST, "/survey/*"),
                        // the address itself is what only the reader of one mail has
                        PATH.matcher(GET, "/acknowledge/*"),
                        PATH.matcher(HEAD, "/acknowledge/*"),
                        PATH.matcher(POST, "/acknowledge/*"),
                        anyOf(GET, HEAD, "/contacts/confirm/*"),
                        PATH.matcher(POST, "/contacts/confirm/*")))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(FrontDoor::ofOurPages)
                .build();
    }

    /**
     * Monitoring systems that say what they noticed. They are no people and have no name and password: each source proves itself by
     * a key or a signature of its own, which opens this and nothing else.
     */
    @Bean
    @Order(3)
    SecurityFilterChain forSources(
            HttpSecurity http, @Qualifier("sendersOfSignals") FilterRegistrationBean<? extends Filter> senders)
            throws Exception {
        return http.securityMatcher(
                        new OrRequestMatcher(PATH.matcher(POST, "/api/signals"), PATH.matcher(POST, "/api/signals/*")))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .addFilterBefore(senders.getFilter(), AuthorizationFilter.class)
                .anonymous(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(FrontDoor::ofOurPages)
                .build();
    }

    /** Whoever collects metrics: by a key of its own, which opens this and nothing else. */
    @Bean
    @Order(4)
    SecurityFilterChain forMetrics(HttpSecurity http) throws Exception {
        return http.securityMatcher(anyOf(GET, HEAD, "/actuator/prometheus"))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .addFilterBefore(new MetricsKeyFilter(metrics), AuthorizationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(FrontDoor::ofOurPages)
                .build();
    }

    /** Machines: the engine's REST API, ours, and the health of the node. A session cookie opens none of them. */
    @Bean
    @Order(5)
    SecurityFilterChain forMachines(HttpSecurity http) throws Exception {
        return http.securityMatcher(
                        any("/engine-rest", "/engine-rest/**", "/api", "/api/**", "/actuator", "/actuator/**"))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(any("/actuator/health", "/actuator/health/**"))
                        .authenticated()
                        .requestMatchers(any("/actuator", "/actuator/**"))
                        .denyAll()
                        .requestMatchers(anyOf(GET, HEAD, "/api/crises", "/api/crises/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(anyOf(GET, HEAD, "/api/**"))
                        .authenticated()
                        .requestMatchers(PATH.matcher(POST, "/api/crises/*/record/*/erase"))
                        .hasAuthority(Group.ADMINISTRATORS.id())
                        .requestMatchers(PATH.matcher(POST, "/api/crises/*/affected"))
                        .hasAnyAuthority(CARERS)
                        .requestMatchers(any("/api", "/api/**"))
                        .hasAnyAuthority(TEAM)
                        .anyRequest()
                        .authenticated())
                .httpBasic(basic -> basic.authenticationEntryPoint(Refusals.ofMachines()))
                .addFilterBefore(
                        EngineAuthenticationFilter.duringRequest(identities, database), AuthorizationFilter.class)
                .addFilterAfter(new PasswordsOverRest(guesses, logins), AuthorizationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(FrontDoor::ofOurPages)
                .build();
    }

    /** Tasklist, Cockpit and Admin. They bring their own protection against forged requests and their own content policy. */
    @Bean
    @Order(6)
    SecurityFilterChain forWebapps(HttpSecurity http) throws Exception {
        return http.securityMatcher(any("/camunda", "/camunda/**"))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        // the web apps have no use for it, and their servlet cannot wait for what it answers
                        .requestMatchers(
                                PATH.matcher("/camunda/api/engine/external-task/fetchAndLock"),
                                PATH.matcher("/camunda/api/engine/engine/*/external-task/fetchAndLock"))
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), PATH.matcher("/camunda/api/**"))
                        .defaultAuthenticationEntryPointFor(toLogin(), any("/camunda", "/camunda/**")))
                .addFilterBefore(
                        EngineAuthenticationFilter.throughWebapp(identities, database), AuthorizationFilter.class)
                .addFilterAfter(new PasswordsOverRest(guesses, logins), AuthorizationFilter.class)
                .addFilterAfter(
                        new WebappLogout(PATH.matcher(POST, "/camunda/api/admin/auth/user/*/logout")),
                        AuthorizationFilter.class)
                .requestCache(cache -> cache.requestCache(deepLinks))
                .csrf(AbstractHttpConfigurer::disable)
                // where a web app has set its own content policy, that one stays
                .headers(FrontDoor::ofOurPages)
                .build();
    }

    /** Everything else is a page of ours. */
    @Bean
    @Order(7)
    SecurityFilterChain forPeople(HttpSecurity http) throws Exception {
        LogoutSuccessHandler goodbye = withProvider(http);
        return http.authorizeHttpRequests(requests -> requests
                        // the end of a stream of events comes back through here; it was let in when it began
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(PATH.matcher("/login"))
                        .permitAll()
                        .requestMatchers(PATH.matcher(POST, "/tasks/**"))
                        .hasAnyAuthority(TEAM)
                        .requestMatchers(any("/tasks", "/tasks/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(PATH.matcher(POST, "/audit/retention/**"))
                        .hasAnyAuthority(Group.LEGAL.id(), Group.ADMINISTRATORS.id())
                        .requestMatchers(any("/audit/retention", "/audit/retention/**"))
                        .hasAnyAuthority(KEEPERS_OF_RECORDS)
                        .requestMatchers(PATH.matcher(POST, "/audit/erasure/**"), PATH.matcher(POST, "/audit/erasure"))
                        .hasAuthority(Group.ADMINISTRATORS.id())
                        .requestMatchers(any("/audit/erasure", "/audit/erasure/**"))
                        .hasAnyAuthority(Group.AUDITORS.id(), Group.ADMINISTRATORS.id())
                        .requestMatchers(any("/audit/cockpit/**", "/audit/processes/**"))
                        .hasAnyAuthority(AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(any("/safe-mode", "/safe-mode/**"))
                        .hasAuthority(Group.ADMINISTRATORS.id())
                        .requestMatchers(PATH.matcher(POST, "/subscribers/**"))
                        .hasAuthority(Group.ADMINISTRATORS.id())
                        .requestMatchers(any("/subscribers", "/subscribers/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(PATH.matcher(POST, "/outbox/**"))
                        .hasAnyAuthority(TEAM_AND_ADMINISTRATORS)
                        .requestMatchers(any("/outbox", "/outbox/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(PATH.matcher(POST, "/duties/**"), PATH.matcher(POST, "/duties"))
                        .hasAuthority(Group.ADMINISTRATORS.id())
                        .requestMatchers(any("/duties", "/duties/**"))
                        .hasAnyAuthority(READERS_OF_DUTIES)
                        .requestMatchers(PATH.matcher(POST, "/crises/*/duties/**"))
                        .hasAnyAuthority(DECIDERS_OF_DUTIES)
                        .requestMatchers(PATH.matcher(POST, "/plan/**"))
                        .hasAnyAuthority(ANALYSTS_AND_ADMINISTRATORS)
                        .requestMatchers(any("/plan", "/plan/**"))
                        .hasAnyAuthority(READERS_OF_THE_PLAN)
                        .requestMatchers(any("/audit/clauses", "/audit/clauses/**"))
                        .hasAnyAuthority(READERS_OF_PLAN_AND_ACTUAL)
                        .requestMatchers(any("/audit/plans", "/audit/plans/**"))
                        .hasAnyAuthority(AUDIT_AND_ANALYSTS)
                        .requestMatchers(any("/audit", "/audit/**"))
                        .hasAnyAuthority(AUDIT)
                        .requestMatchers(PATH.matcher(POST, "/signals/**"))
                        .hasAnyAuthority(ANALYSTS_AND_ADMINISTRATORS)
                        .requestMatchers(
                                PATH.matcher(POST, "/loss-parameters/**"), PATH.matcher(POST, "/loss-parameters"))
                        .hasAuthority(Group.FINANCE.id())
                        .requestMatchers(any("/loss-parameters", "/loss-parameters/**"))
                        .hasAnyAuthority(READERS_OF_LOSS_PARAMETERS)
                        .requestMatchers(PATH.matcher(POST, "/media/**"), PATH.matcher(POST, "/media"))
                        .hasAuthority(Group.PUBLIC_RELATIONS.id())
                        .requestMatchers(any("/media", "/media/**"))
                        .hasAnyAuthority(KEEPERS_OF_CONTACTS)
                        .requestMatchers(PATH.matcher(POST, "/drills"), PATH.matcher(POST, "/drills/**"))
                        .hasAnyAuthority(TEAM_AND_ADMINISTRATORS)
                        .requestMatchers(any("/drills", "/drills/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(PATH.matcher(POST, "/contacts/**"), PATH.matcher(POST, "/contacts"))
                        .hasAnyAuthority(TEAM_AND_ADMINISTRATORS)
                        .requestMatchers(any("/contacts", "/contacts/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(PATH.matcher(POST, "/answers/**"), PATH.matcher(POST, "/answers"))
                        .hasAnyAuthority(TEAM)
                        .requestMatchers(any("/answers", "/answers/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(PATH.matcher(POST, "/improvement/**"), PATH.matcher(POST, "/improvement"))
                        .hasAnyAuthority(TEAM)
                        .requestMatchers(any("/improvement", "/improvement/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(PATH.matcher(POST, "/crises/*/compensation/**"))
                        .hasAnyAuthority(PAYERS)
                        .requestMatchers(PATH.matcher(POST, "/crises/*/affected/**"))
                        .hasAnyAuthority(CARERS)
                        .requestMatchers(PATH.matcher(POST, "/crises/*/survey/**"))
                        .hasAnyAuthority(CARERS)
                        .requestMatchers(any("/crises/*/affected", "/crises/*/affected/**"))
                        .hasAnyAuthority(CARERS_AND_AUDITORS)
                        .requestMatchers(PATH.matcher(POST, "/crises/*/record/*/erase"))
                        .hasAuthority(Group.ADMINISTRATORS.id())
                        .requestMatchers(
                                PATH.matcher(POST, "/crises/*/record.zip"),
                                PATH.matcher(POST, "/crises/*/dossier.pdf"),
                                PATH.matcher(POST, "/crises/*/dossier.md"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .requestMatchers(PATH.matcher(POST, "/crises/**"), PATH.matcher(POST, "/demo/**"))
                        .hasAnyAuthority(TEAM)
                        .requestMatchers(any("/crises", "/crises/**"))
                        .hasAnyAuthority(TEAM_AUDITORS_AND_ADMINISTRATORS)
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/login")
                        .authenticationDetailsSource(LoginPage.Typed::new)
                        .successHandler(onward())
                        .failureHandler(Refusals.ofPeople()))
                .logout(logout -> logout.logoutSuccessHandler(goodbye))
                .exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), CALLED_BY_A_PAGE)
                        .defaultAuthenticationEntryPointFor(toLogin(), any("/**"))
                        .defaultAccessDeniedHandlerFor(Refusals.ofPages(), CALLED_BY_A_PAGE)
                        .defaultAccessDeniedHandlerFor(Refusals.ofForms(), any("/**")))
                .addFilterBefore(
                        EngineAuthenticationFilter.duringRequest(identities, database), AuthorizationFilter.class)
                .requestCache(cache -> cache.requestCache(deepLinks))
                .csrf(Customizer.withDefaults())
                .headers(FrontDoor::ofOurPages)
                .build();
    }

    /** Before Spring Security (-100), which keeps there who has logged in; Jersey would put it after. */
    @Bean
    OrderedRequestContextFilter requestContextFilter() {
        return new OrderedRequestContextFilter();
    }

    /** Where an OpenID provider is configured, people may also come from there. */
    private LogoutSuccessHandler withProvider(HttpSecurity http) throws Exception {
        OidcLogin login = oidc.getIfAvailable();
        if (login == null) {
            var goodbye = new SimpleUrlLogoutSuccessHandler();
            goodbye.setDefaultTargetUrl("/login?out");
            return goodbye;
        }
        login.addTo(http, providers.getObject(), onward());
        return OidcLogin.goodbye(providers.getObject());
    }

    /** Watching every single filter of every request would cost a monitoring system's request more than keeping what it says. */
    @Bean
    SecurityObservationSettings noFilterIsWatched() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> oneLoginForTheWebapps() {
        var filter = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.addInitParameter(
                ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM, WebappLogin.class.getName());
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        // after Spring Security (-100), before the web apps' own filters
        filter.setOrder(0);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ForgedRequests> forgedRequestsEndNoLogin() {
        var filter = new FilterRegistrationBean<>(new ForgedRequests());
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        // after the limit of bodies (-90), before the web apps' own filters
        filter.setOrder(-10);
        return filter;
    }

    private static void ofOurPages(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGE_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
    }

    private static String[] teamAnd(Group... others) {
        return Stream.concat(Group.team().stream(), Arrays.stream(others))
                .map(Group::id)
                .toArray(String[]::new);
    }

    private static LoginUrlAuthenticationEntryPoint toLogin() {
        var login = new LoginUrlAuthenticationEntryPoint("/login");
        // the address in the browser's bar is right even where a proxy in front changes scheme or host
        login.setFavorRelativeUris(true);
        return login;
    }

    /** To the page a person wanted, on this very host, whatever the request called it. */
    private AuthenticationSuccessHandler onward() {
        var onward = new SavedRequestAwareAuthenticationSuccessHandler();
        onward.setRequestCache(deepLinks);
        onward.setRedirectStrategy((request, response, address) -> response.sendRedirect(
                address.replaceFirst("^https?://[^/]*", "").replaceFirst("^/*", "/")));
        return onward;
    }

    /** Remembers the page a person wanted before logging in; not the style sheets and calls that a page makes on the way. */
    private static RequestCache deepLinks() {
        var cache = new HttpSessionRequestCache();
        var html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        html.setUseEquals(true);
        cache.setRequestMatcher(new AndRequestMatcher(PATH.matcher(GET, "/**"), html));
        cache.setMatchingRequestParameterName(null);
        return cache;
    }

    private static RequestMatcher any(String... patterns) {
        return new OrRequestMatcher(Arrays.stream(patterns).map(PATH::matcher).toArray(RequestMatcher[]::new));
    }

    private static RequestMatcher anyOf(HttpMethod one, HttpMethod other, String... patterns) {
        return new OrRequestMatcher(Arrays.stream(patterns)
                .flatMap(pattern ->
                        Arrays.stream(new RequestMatcher[] {PATH.matcher(one, pattern), PATH.matcher(other, pattern)}))
                .toArray(RequestMatcher[]::new));
    }
}
