package org.crisisplan.access;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;

/** Shut by default: whatever is not named here asks for a login. */
@Configuration
class FrontDoor {

    @Bean
    SecurityFilterChain everything(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    @Bean
    AuthenticationProvider againstTheEnginesUsers(IdentityService identities) {
        return new AuthenticationProvider() {
            @Override
            public Authentication authenticate(Authentication login) {
                String user = login.getName();
                if (!identities.checkPassword(user, String.valueOf(login.getCredentials()))) {
                    throw new BadCredentialsException("Unknown user or wrong password");
                }
                var groups = identities.createGroupQuery().groupMember(user).list().stream()
                        .map(group -> new SimpleGrantedAuthority(group.getId()))
                        .toList();
                return UsernamePasswordAuthenticationToken.authenticated(user, null, groups);
            }

            @Override
            public boolean supports(Class<?> type) {
                return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
            }
        };
    }
}
